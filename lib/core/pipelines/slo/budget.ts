import type { Tallies, Tally } from "./tally";

const DAY_MS = 86_400_000;
/** Google's SRE workbook: 2 % of a 30-day budget in one hour, 5 % in six; each also in a twelfth of it, so that it ends soon after. */
export const FAST_BURN = 14.4;
export const SLOW_BURN = 6;

export type Burn = "none" | "slow" | "fast";
export interface Budget {
  readonly windowDays: number;
  readonly coveredShare: number;
  readonly badShare: number | null;
  readonly allowedShare: number;
  readonly left: number | null;
  readonly burnFast: number | null;
  readonly burnSlow: number | null;
  readonly burn: Burn;
  readonly exhaustedAt: string | null;
}
export interface Promised {
  readonly goodShare: number;
  readonly windowDays: number;
  /** Fewer than these in a time prove no pace: one failure of three messages is no fire. */
  readonly leastCount: number;
  readonly leastBad: number;
}

/** What is left of the budget and how fast it goes; null where nothing was counted in the whole window. */
export function reckonBudget(
  tallies: Tallies,
  promised: Promised,
  coveredShare: number,
  now: Date,
): (Budget & { readonly badShare: number; readonly left: number }) | null {
  const badShare = badShareOf(tallies.whole);
  if (badShare === null) return null;
  const allowedShare = Math.round((1 - promised.goodShare) * 1e9) / 1e9;
  const left = 1 - badShare / allowedShare;
  const rate = (tally: Tally | null) => (tally === null ? null : (badShareOf(tally) ?? 0) / allowedShare);
  const [burnFast, burnSlow] = [rate(tallies.hour), rate(tallies.sixHours)];
  const isSlowProven = isProven(tallies.sixHours, promised);
  const isOver = (tally: Tally | null, least: number) => (rate(tally) ?? least) >= least;
  const isFast =
    isProven(tallies.hour, promised) &&
    isOver(tallies.hour, FAST_BURN) &&
    tallies.fiveMinutes !== null &&
    isOver(tallies.fiveMinutes, FAST_BURN);
  // Where only hours are told, the six of them decide alone.
  const isSlow = isSlowProven && isOver(tallies.sixHours, SLOW_BURN) && isOver(tallies.halfHour, SLOW_BURN);
  const forecast = isSlowProven ? exhaustion(left, burnSlow, promised.windowDays, now) : null;
  return {
    windowDays: promised.windowDays,
    coveredShare: Math.min(1, Math.max(0, coveredShare)),
    badShare,
    allowedShare,
    left,
    burnFast,
    burnSlow,
    burn: isFast ? "fast" : isSlow ? "slow" : "none",
    exhaustedAt: forecast,
  };
}

function badShareOf(tally: Tally | null): number | null {
  const count = tally ? tally.good + tally.bad : 0;
  return tally && count > 0 ? tally.bad / count : null;
}

function isProven(tally: Tally | null, { leastCount, leastBad }: Promised): boolean {
  return tally !== null && tally.bad >= leastBad && tally.good + tally.bad >= leastCount;
}

/** At a pace above the budget's own it ends before its window does. */
function exhaustion(left: number, pace: number | null, windowDays: number, now: Date): string | null {
  if (pace === null || pace <= 1 || left <= 0) return null;
  return new Date(now.getTime() + (left / pace) * windowDays * DAY_MS).toISOString();
}
