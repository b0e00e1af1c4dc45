import type { HealthEvidence, HealthState, Signal } from "../health";
import { isWorse, reasonOf, worstFirst, worstState } from "./reason";
import { agoSeconds, clock, counted } from "./words";

/** A better state is called so only after it stood for this long: nothing flaps. */
export const SETTLE_SECONDS = 300;
/** What rests on a rate is believed once it was seen again this much later. */
export const CONFIRM_SECONDS = 60;
const RATE_SIGNALS: ReadonlySet<Signal> = new Set(["backlog", "throttled", "function-errors"]);
/** Evidence that is older than a few looks is said to be so. */
const REMEMBERED_SECONDS = 120;
const SETTLING = " Better since ";

export interface KnownHealth {
  readonly state: HealthState;
  readonly reason: string;
  readonly since: Date;
  /** Another state that has not stood long enough, and since when. */
  readonly candidate: HealthState | null;
  readonly candidateSince: Date | null;
  /** It has been in this state since it was judged first. */
  readonly isFirstState?: boolean;
}
export interface PipelineSight {
  readonly partCount: number;
  /** Parts that are judged at all. */
  readonly judgedCount: number;
}

/**
 * How a pipeline does after this look. Worse at once, where it rests on a rate when a second look confirms it; better only
 * after five minutes, but for what was never seen before: that it comes into sight is no recovery. A pipeline of which nothing is
 * read is blind, never healthy.
 */
export function judgePipeline(
  evidence: readonly HealthEvidence[],
  before: KnownHealth | null,
  now: Date,
  sight: PipelineSight,
): KnownHealth {
  const target = targetOf(evidence, sight);
  const reason = reasonNow(evidence, target, sight, now);
  const isFirstSeen = before?.isFirstState && before.state === "blind" && target !== "blind";
  if (!before || isFirstSeen) return { state: target, reason, since: now, candidate: null, candidateSince: null };
  const { state, since } = before;
  if (isWorse(target, state)) return worsen(evidence, before, target, reason, now, sight);
  if (target === state) return { state, reason, since, candidate: null, candidateSince: null };
  return improve(before, target, reason, now);
}

function worsen(
  evidence: readonly HealthEvidence[],
  before: KnownHealth,
  target: HealthState,
  reason: string,
  now: Date,
  sight: PipelineSight,
): KnownHealth {
  const strong = evidence.filter(({ signal }) => !RATE_SIGNALS.has(signal));
  const sure = targetOf(strong, sight);
  const changed = { since: now, candidate: null, candidateSince: null };
  if (sure === target) return { ...changed, state: target, reason };
  const { candidate, candidateSince, state } = before;
  const waitedSince = candidate && candidateSince && isWorse(candidate, state) ? candidateSince : now;
  if (agoSeconds(waitedSince, now) >= CONFIRM_SECONDS) return { ...changed, state: target, reason };
  const waiting = { candidate: target, candidateSince: waitedSince };
  if (isWorse(sure, state)) return { state: sure, reason: reasonNow(strong, sure, sight, now), since: now, ...waiting };
  // What held until now is neither confirmed nor over.
  const held = sure === state ? reasonNow(strong, sure, sight, now) : bareReason(before.reason);
  return { state, reason: held, since: before.since, ...waiting };
}

function improve(before: KnownHealth, target: HealthState, reason: string, now: Date): KnownHealth {
  const { state, candidate, candidateSince } = before;
  const isGoingOn = candidate !== null && candidateSince !== null && isWorse(state, candidate);
  const since = isGoingOn ? candidateSince : now;
  // What stood for five minutes is the worst that was seen in them.
  const best = isGoingOn && isWorse(candidate, target) ? candidate : target;
  if (agoSeconds(since, now) < SETTLE_SECONDS)
    return { ...before, reason: settling(before.reason, best, since, now), candidate: best, candidateSince: since };
  if (best === target) return { state: target, reason, since: now, candidate: null, candidateSince: null };
  return {
    state: best,
    reason: settling(`It is no longer ${state}, and was ${best} in the last five minutes.`, target, now, now),
    since: now,
    candidate: target,
    candidateSince: now,
  };
}

function settling(reason: string, to: HealthState, since: Date, now: Date): string {
  const at = new Date(since.getTime() + SETTLE_SECONDS * 1000);
  return `${bareReason(reason)}${SETTLING}${clock(since, now)}; called ${to} at ${clock(at, now)} if it stays so.`;
}

function bareReason(reason: string): string {
  return reason.split(SETTLING)[0] ?? reason;
}

function targetOf(evidence: readonly HealthEvidence[], { judgedCount }: PipelineSight): HealthState {
  const state = worstState(evidence);
  return state === "healthy" && judgedCount === 0 ? "blind" : state;
}

function reasonNow(
  evidence: readonly HealthEvidence[],
  state: HealthState,
  { partCount, judgedCount }: PipelineSight,
  now: Date,
): string {
  const spoken = reasonOf(remembered(evidence, now));
  if (spoken !== undefined) return spoken;
  if (state === "blind") return "Cannot see it: none of its parts is read here.";
  const parts = counted(judgedCount, "part was", "parts were");
  const outside = partCount - judgedCount;
  const rest = outside > 0 ? ` ${counted(outside, "part lies", "parts lie")} outside and cannot be judged.` : "";
  return `${judgedCount > 1 ? `All ${parts}` : `Its one part was`} read lately, and nothing speaks against ${judgedCount > 1 ? "them" : "it"}.${rest}`;
}

/** What is only known from before says when it was so. */
function remembered(evidence: readonly HealthEvidence[], now: Date): HealthEvidence[] {
  return worstFirst(evidence).map((one) => {
    const at = new Date(one.at);
    if (agoSeconds(at, now) <= REMEMBERED_SECONDS || one.state === "blind") return one;
    return { ...one, sentence: `${one.sentence.replace(/\.$/, "")} (so at ${clock(at, now)})` };
  });
}
