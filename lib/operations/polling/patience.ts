import { queueLoss } from "@/lib/core/losses/queue-loss";
import { readLossFacts } from "@/lib/db/losses";
import { readSlowdown } from "../costs/slowdown";
import type { WorkerCtx } from "../worker-context";

/** What is lost within this time is looked at at its own pace under every ceiling. */
const URGENT_HOURS = 72;

/** How much the ceiling on our own cost slows a round down, and which queues it must not. */
export interface Patience {
  readonly slowdown: number;
  readonly urgentIds: ReadonlySet<string>;
}

/**
 * Reads it once for a round. Urgent is what loses a message within 72 hours, and where something waits of which nobody knows the
 * age. Without a ceiling nobody has to be told apart.
 */
export async function readPatience(ctx: WorkerCtx, due: readonly { readonly queueId: string }[]): Promise<Patience> {
  const { slowdown, ceilingUsdPerMonth } = await readSlowdown(ctx.db);
  if (ceilingUsdPerMonth === null) return { slowdown: 1, urgentIds: new Set() };
  const facts = await readLossFacts(
    ctx.db,
    due.map(({ queueId }) => queueId),
  );
  const now = ctx.now();
  const untilMs = now.getTime() + URGENT_HOURS * 3_600_000;
  const isUrgent = (queueId: string) => {
    const known = facts.get(queueId);
    if (!known) return false;
    const { kind, earliestAt } = queueLoss(known, now);
    return kind === "unknown" ? known.waitingCount !== null : earliestAt !== null && earliestAt.getTime() < untilMs;
  };
  return { slowdown, urgentIds: new Set(due.flatMap(({ queueId }) => (isUrgent(queueId) ? [queueId] : []))) };
}
