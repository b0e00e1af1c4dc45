import type { KnownReason } from "./known";
import { type Condition, type Reason, reasonKey } from "./reason";
import { isOutOfSight } from "./sight";

const MINUTE = 60;
/** So long nothing must hold any more before it is over, in seconds: what comes and goes is told once. */
const CALM_SECONDS: Readonly<Record<Condition, number>> = {
  "predicted-loss": 2 * MINUTE,
  "undelivered-dead-letters": 15 * MINUTE,
  "pipeline-failing": 5 * MINUTE,
  "pipeline-stalled": 5 * MINUTE,
  "account-blind": 2 * MINUTE,
  "poller-silent": MINUTE,
  "class-regressed": 5 * MINUTE,
  "class-new": 5 * MINUTE,
  "class-escalating": 10 * MINUTE,
  "dead-letter-inflow": 10 * MINUTE,
  "budget-burn": 10 * MINUTE,
  "rule-silent": 2 * MINUTE,
  "queue-silent": 2 * MINUTE,
  "age-threshold": 5 * MINUTE,
  "depth-threshold": 5 * MINUTE,
  "run-paused": 0,
  "approval-waiting": 0,
  "cloudwatch-alarm": 2 * MINUTE,
  "run-finished": 0,
};
/** What is over for less than this and holds again is the same episode. */
export const REOPENS_WITHIN_MINUTES = 30;

/** What is seen through an account's roles: while the account is blind, that it is not seen says nothing. */
const SEEN_WITHOUT_ROLES: ReadonlySet<Condition> = new Set<Condition>([
  "account-blind",
  "poller-silent",
  "run-paused",
  "run-finished",
  "approval-waiting",
]);

export interface Life {
  readonly opened: readonly Reason[];
  readonly reopened: readonly { readonly row: KnownReason; readonly reason: Reason }[];
  readonly kept: readonly { readonly row: KnownReason; readonly reason: Reason }[];
  /** Do not hold now, and are not over yet. */
  readonly calming: readonly KnownReason[];
  readonly over: readonly KnownReason[];
}

/**
 * What to do with what holds now and what was kept: rows that are open, and the last of each that is over for less than
 * `REOPENS_WITHIN_MINUTES`. A reason that is given twice counts once.
 */
export function lifeOf(reasons: readonly Reason[], rows: readonly KnownReason[], at: Date): Life {
  const holding = new Map<string, Reason>();
  for (const reason of reasons) if (!holding.has(reasonKey(reason))) holding.set(reasonKey(reason), reason);
  const open = new Map(rows.filter(({ resolvedAt }) => resolvedAt === null).map((row) => [reasonKey(row), row]));
  const ended = new Map(rows.filter((row) => isSameEpisode(row, at)).map((row) => [reasonKey(row), row]));
  const now = [...holding].map(([key, reason]) => ({ reason, open: open.get(key), ended: ended.get(key) }));
  const missing = [...open].filter(([key]) => !holding.has(key)).map(([, row]) => row);
  const blind = blindPlaces(reasons);
  const isOver = (row: KnownReason) => !blind(row) && at.getTime() - row.seenAt.getTime() >= calmMs(row);
  return {
    kept: now.flatMap((one) => (one.open ? [{ row: one.open, reason: one.reason }] : [])),
    reopened: now.flatMap((one) => (!one.open && one.ended ? [{ row: one.ended, reason: one.reason }] : [])),
    opened: now.flatMap((one) => (one.open || one.ended ? [] : [one.reason])),
    calming: missing.filter((row) => !isOver(row)),
    over: missing.filter(isOver),
  };
}

function calmMs({ condition }: Reason): number {
  return CALM_SECONDS[condition] * 1000;
}

/** What is over at once, for example the pause of a run, is something new the next time. */
function isSameEpisode(row: KnownReason, at: Date): boolean {
  if (row.resolvedAt === null || calmMs(row) === 0) return false;
  return at.getTime() - row.resolvedAt.getTime() < REOPENS_WITHIN_MINUTES * MINUTE * 1000;
}

function blindPlaces(reasons: readonly Reason[]): (row: KnownReason) => boolean {
  const blind = reasons.filter(({ condition }) => condition === "account-blind");
  return (row) => !SEEN_WITHOUT_ROLES.has(row.condition) && blind.some((one) => isOutOfSight(one, row));
}
