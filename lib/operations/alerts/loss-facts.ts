import type { LossFact } from "@/lib/core/alerts/facts";
import { nextStaffedAt, type StaffedHours, USUAL_HOURS } from "@/lib/core/alerts/routing/staffed";
import { DANGER_SECONDS } from "@/lib/core/failures/loss";
import { type LossFacts, type QueueLoss, queueLoss } from "@/lib/core/losses/queue-loss";
import { type DyingQueue, listDyingQueues, readFreshExpiries } from "@/lib/db/alert-losses";
import type { Sql } from "@/lib/db/connect";
import { readLossFacts } from "@/lib/db/losses";

/** CloudWatch dates a move to the minute, and tells it late. */
const AGE_PRECISION_MS = 5 * 60_000;

/** Loss clocks of queues in which something may die before somebody of any owner is there again, or within a day. */
export async function readLossFactsFor(db: Sql, hours: readonly StaffedHours[], at: Date): Promise<LossFact[]> {
  const dying = await listDyingQueues(db, horizonOf(hours, at));
  if (dying.length === 0) return [];
  const ids = dying.map(({ id }) => id);
  const facts = await readLossFacts(db, ids);
  const fresh = await readFreshExpiries(db, ids);
  return dying.flatMap((queue) => {
    const known = facts.get(queue.id);
    if (!known) return [];
    const loss = queueLoss(known, at);
    const expiry = fresh.get(queue.id);
    const ofFresh: QueueLoss | null = expiry ? { kind: "certain", ...expiry, staleSince: null } : null;
    return [factOf(queue, known, loss, isBoundOfFresh(loss, known, queue) ? loss : ofFresh)];
  });
}

function horizonOf(hours: readonly StaffedHours[], at: Date): Date {
  const next = [...hours, USUAL_HOURS].map((line) => nextStaffedAt(line, at)?.getTime() ?? 0);
  return new Date(Math.max(at.getTime() + DANGER_SECONDS * 1000, ...next));
}

/** Whether the oldest of what waits, of which a bound tells, came into the queue after it was looked at first. */
function isBoundOfFresh({ kind }: QueueLoss, { oldestAgeSeconds, ageAt }: LossFacts, { discoveredAt }: DyingQueue) {
  if (kind !== "bound" || oldestAgeSeconds === null || ageAt === null) return false;
  return ageAt.getTime() - oldestAgeSeconds * 1000 > Date.parse(discoveredAt) + AGE_PRECISION_MS;
}

function factOf(
  queue: DyingQueue,
  { waitingCount, retentionSeconds }: LossFacts,
  loss: QueueLoss,
  fresh: QueueLoss | null,
): LossFact {
  const { id, name, arn, accountId, region, owner, doesAutoRescue } = queue;
  const isSaved = loss.kind === "saved" || loss.kind === "none";
  return {
    queueId: id,
    name,
    arn,
    accountId,
    region,
    owner,
    doesAutoRescue,
    loss,
    fresh: isSaved ? null : fresh,
    waitingCount,
    retentionSeconds,
  };
}
