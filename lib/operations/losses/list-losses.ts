import type { Loss } from "@/lib/contract/losses";
import { LONGEST_RETENTION_SECONDS } from "@/lib/core/failures/loss";
import { lossSentence } from "@/lib/core/losses/loss-sentence";
import { queueLoss } from "@/lib/core/losses/queue-loss";
import { type LosingQueue, listLosing } from "@/lib/db/losses";
import { decodeCursor, pageFrom } from "@/lib/db/page";
import { question } from "../operation";

const HOUR_MS = 3_600_000;

/**
 * Dead-letter queues with something to lose, dies first on top; those of which nobody knows follow and are never left
 * out; those with everything saved come last. The order is worked out over all of them at once, which is good for ten
 * thousand dead-letter queues that are not empty.
 */
export const listLosses = question("listLosses", async (ctx, { cursor, limit, withinHours, ...filter }) => {
  const now = ctx.now();
  const all = (await listLosing(ctx.db, ctx.actor.scope, filter))
    .map((row) => showLoss(row, now))
    .filter((loss) => loss !== undefined);
  const isDying = (hours: number) => (loss: Loss) => loss.earliestAt !== null && isWithin(loss.earliestAt, now, hours);
  const wanted = all.filter((loss) => !withinHours || loss.lossKind === "unknown" || isDying(withinHours)(loss));
  const after = decodeCursor(cursor, ["count", "text", "text"]);
  const rest = wanted.sort(byKey).filter((loss) => !after || compare(keyOf(loss), after) > 0);
  return {
    ...pageFrom(rest, limit, keyOf, wanted.length),
    within24hCount: all.filter(isDying(24)).length,
    within7dCount: all.filter(isDying(7 * 24)).length,
    unknownCount: all.filter((loss) => loss.lossKind === "unknown").length,
  };
});

function isWithin(at: string, now: Date, hours: number): boolean {
  return Date.parse(at) <= now.getTime() + hours * HOUR_MS;
}

function showLoss(row: LosingQueue & { facts: Parameters<typeof queueLoss>[0] }, now: Date): Loss | undefined {
  const loss = queueLoss(row.facts, now);
  if (loss.kind === "none") return undefined;
  return {
    queueId: row.id,
    name: row.name,
    arn: row.arn,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    owner: row.owner,
    mode: row.mode,
    isFifo: row.isFifo,
    visible: row.visible,
    savedCount: row.savedCount,
    lossKind: loss.kind,
    earliestAt: loss.earliestAt?.toISOString() ?? null,
    latestAt: loss.latestAt?.toISOString() ?? null,
    sentence: lossSentence(loss, now),
    retentionSeconds: row.retentionSeconds,
    canRaiseRetention: row.retentionSeconds < LONGEST_RETENTION_SECONDS,
    doesAutoRescue: row.doesAutoRescue,
    isBlind: row.isBlind,
    readAt: row.readAt,
  };
}

type Key = [rank: number, at: string, id: string];

const RANKS: Readonly<Record<Loss["lossKind"], number>> = { certain: 0, bound: 0, unknown: 1, saved: 2 };

function keyOf(loss: Loss): Key {
  return [RANKS[loss.lossKind], loss.earliestAt ?? "", loss.queueId];
}
function byKey(one: Loss, other: Loss): number {
  return compare(keyOf(one), keyOf(other));
}
function compare(one: Key, other: readonly (string | number | null)[]): number {
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? "";
    if (part < against) return -1;
    if (part > against) return 1;
  }
  return 0;
}
