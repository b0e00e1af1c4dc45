/** What our own calls cost a month if nothing were slowed, in US dollars. */
export interface OwnPace {
  /** What is never slowed. */
  readonly fixedUsd: number;
  /** What can wait, at its own pace. */
  readonly slowableUsd: number;
}

/** Nothing is asked for less often than an eighth as often as it would be. */
export const MOST_SLOWDOWN = 8;
/** Where it aims, so that a little more of everything does not go over at once. */
const AIM = 0.93;
/** Under this share of the ceiling there is room to go faster; between here and the ceiling nothing changes. */
const ROOM = 0.8;

/** What a month costs when everything that can wait is asked for so many times as seldom. */
export function usdAt({ fixedUsd, slowableUsd }: OwnPace, slowdown: number): number {
  return fixedUsd + slowableUsd / slowdown;
}

/** Whether the ceiling can be kept at all: what is never slowed may cost more than it. */
export function isReachable(pace: OwnPace, ceilingUsd: number): boolean {
  return usdAt(pace, MOST_SLOWDOWN) <= ceilingUsd;
}

/**
 * How many times as seldom to ask for what can wait: 1 at its own pace, at most 8. It leaves things as they are while the cost lies
 * a little under the ceiling, so that a pace which wanders by a tenth does not make it go to and fro.
 */
export function slowdownOf(pace: OwnPace, ceilingUsd: number | null, current = 1): number {
  if (ceilingUsd === null) return 1;
  const now = usdAt(pace, current);
  const isWell = now <= ceilingUsd && (current === 1 || now >= ceilingUsd * ROOM);
  return isWell ? current : neededFor(pace, ceilingUsd * AIM);
}

function neededFor({ fixedUsd, slowableUsd }: OwnPace, aimUsd: number): number {
  const left = aimUsd - fixedUsd;
  if (left <= 0) return slowableUsd > 0 ? MOST_SLOWDOWN : 1;
  return Math.min(MOST_SLOWDOWN, Math.max(1, slowableUsd / left));
}

/** What the ceiling does now, kept by the worker and read by whoever asks for what can wait. */
export interface Slowdown {
  readonly ceilingUsdPerMonth: number | null;
  readonly slowdown: number;
  /** What was judged by: calls that were counted, what the number of queues lets expect, or nothing yet. */
  readonly basis: "measured" | "expected" | "unknown";
  readonly pace: OwnPace | null;
  readonly judgedAt: string;
}

/** Nobody set a ceiling, or no worker has judged it. */
export const AT_ITS_OWN_PACE: Slowdown = {
  ceilingUsdPerMonth: null,
  slowdown: 1,
  basis: "unknown",
  pace: null,
  judgedAt: new Date(0).toISOString(),
};

/** What the ceiling does, as a person reads it. `askedUsd`: the ceiling as it is set now, which the worker may not have seen. */
export function ceilingSentence(kept: Slowdown, askedUsd: number | null): string {
  if (askedUsd === null) return "No ceiling is set: everything is asked for at its own pace.";
  if (kept.ceilingUsdPerMonth !== askedUsd)
    return `The ceiling of ${inDollars(askedUsd)} a month takes effect within a minute, as soon as a worker has seen it.`;
  if (kept.pace === null)
    return `The ceiling is ${inDollars(askedUsd)} a month. What asking costs is not known yet, so nothing is slowed down.`;
  const least = usdAt(kept.pace, kept.slowdown);
  const by = kept.basis === "expected" ? "is expected to cost" : "costs";
  if (kept.slowdown === 1)
    return `Under the ceiling of ${inDollars(askedUsd)} a month: asking at its own pace ${by} about ${inDollars(least)}.`;
  const slowed = `What can wait is asked for ${timesIn(kept.slowdown)} as seldom, because at its own pace it all ${kept.basis === "expected" ? "would be expected to cost" : "would cost"} about ${inDollars(usdAt(kept.pace, 1))} a month`;
  return isReachable(kept.pace, askedUsd)
    ? `${slowed}; so it costs about ${inDollars(least)}, and the ceiling is ${inDollars(askedUsd)}.`
    : `Cannot get under the ceiling of ${inDollars(askedUsd)} a month: what is never slowed down costs ${inDollars(kept.pace.fixedUsd)}. ${slowed}; more slowly than that nothing is asked for, and it costs about ${inDollars(least)}.`;
}

/** The same for who sees some accounts only: what asking costs in all of them together is not theirs to know. */
export function ceilingSentenceForPart(kept: Slowdown, askedUsd: number | null): string {
  if (askedUsd === null || kept.ceilingUsdPerMonth !== askedUsd) return ceilingSentence(kept, askedUsd);
  const of = `the ceiling of ${inDollars(askedUsd)} a month is for all accounts together, of which you see some`;
  return kept.slowdown === 1
    ? `Everything is asked for at its own pace; ${of}.`
    : `What can wait is asked for ${timesIn(kept.slowdown)} as seldom; ${of}.`;
}

/** For screens that show how fresh something is; null at its own pace. */
export function slowedSentence({ slowdown, ceilingUsdPerMonth }: Slowdown): string | null {
  if (slowdown <= 1 || ceilingUsdPerMonth === null) return null;
  return `Reading is slowed down ${timesIn(slowdown)} by the ceiling of ${inDollars(ceilingUsdPerMonth)} a month.`;
}

function timesIn(slowdown: number): string {
  return `${slowdown.toLocaleString("en-US", { maximumFractionDigits: 1 })} times`;
}

function inDollars(usd: number): string {
  const digits = usd < 10 ? 2 : 0;
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
