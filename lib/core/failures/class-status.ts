import { judgePace, type Pace } from "./lifecycle/forecast";

/**
 * new: never seen before, first seen within a day · ongoing: known, and still arriving · escalating: arriving faster than
 * its own forecast · regressed: was resolved, and arrives again · backlog: was there before we looked, never announced ·
 * resolved: nothing waiting, nothing arrived for a while.
 */
export const CLASS_STATUSES = ["new", "ongoing", "escalating", "regressed", "backlog", "resolved"] as const;
export type ClassStatus = (typeof CLASS_STATUSES)[number];

/**
 * `reason` says why the status is what it is, where that is not its definition. `highAt` is when arrivals were above the
 * forecast last. `resolution` is the last end: when, and after which of our runs; it outlives what follows.
 */
export interface ClassState {
  readonly status: ClassStatus;
  readonly since: Date;
  readonly firstSeenAt: Date;
  readonly lastArrivalAt: Date;
  readonly reason: string | null;
  readonly highAt: Date | null;
  readonly resolution: { readonly at: Date; readonly runName: string | null } | null;
}

/**
 * `arrival`: a message of the class was found; `isBacklog` when by the first scan of a queue, a scan after blindness or
 * a classifier upgrade. `counted`: how many are still waiting and at which pace more came, also when nothing happened;
 * `runName` is the newest run of ours that touched the class since it began, `expiredCount` how many its retention took.
 */
export type ClassObservation =
  | { kind: "arrival"; at: Date; isBacklog: boolean }
  | {
      kind: "counted";
      at: Date;
      waitingCount: number;
      pace?: Pace | undefined;
      runName?: string | null;
      expiredCount?: number;
    };

export const NEW_FOR_SECONDS = 24 * 3600;
export const QUIET_UNTIL_RESOLVED_SECONDS = 6 * 3600;
/** An escalation ends only after this long below the forecast, so that it does not flicker. */
export const CALM_SECONDS = 2 * 3600;
/** What comes back at once after a redrive is the regression itself; only what follows it can escalate. */
export const REGRESSION_SECONDS = 3600;

/**
 * The state of a failure class after an observation. Pure; returns the same object when nothing changed. What was seen
 * before the last arrival never moves time backwards, so observations may repeat and come late.
 */
export function classStateAfter(
  state: ClassState | undefined,
  seen: ClassObservation,
  quietSeconds: number = QUIET_UNTIL_RESOLVED_SECONDS,
): ClassState | undefined {
  if (state === undefined) return seen.kind === "arrival" ? firstState(seen) : undefined;
  return seen.kind === "arrival" ? afterArrival(state, seen) : afterCount(state, seen, quietSeconds);
}

type Counted = Extract<ClassObservation, { kind: "counted" }>;

function firstState({ at, isBacklog }: { at: Date; isBacklog: boolean }): ClassState {
  const status = isBacklog ? "backlog" : "new";
  return { status, since: at, firstSeenAt: at, lastArrivalAt: at, reason: null, highAt: null, resolution: null };
}

function afterArrival(state: ClassState, seen: { at: Date; isBacklog: boolean }): ClassState {
  const isLater = seen.at > state.lastArrivalAt;
  const arrived = isLater ? { ...state, lastArrivalAt: seen.at } : state;
  const status = statusAfterArrival(state, seen, isLater);
  return withStatus(arrived, status, seen.at, status === "regressed" ? regressionReason(state) : null);
}

function statusAfterArrival(state: ClassState, seen: { at: Date; isBacklog: boolean }, isLater: boolean): ClassStatus {
  if (state.status === "resolved" && !isLater) return "resolved";
  if (state.status === "resolved") return seen.isBacklog ? "backlog" : "regressed";
  if (state.status === "backlog") return seen.isBacklog || !isLater ? "backlog" : "ongoing";
  return state.status === "new" && isOld(state, seen.at) ? "ongoing" : state.status;
}

function regressionReason({ resolution, since }: ClassState): string {
  const at = (resolution?.at ?? since).toISOString();
  const run = resolution?.runName ? `after ${resolution.runName}` : "without a run of ours";
  return `was resolved ${at.slice(0, 10)} ${at.slice(11, 16)} UTC ${run}; messages arrive again`;
}

function afterCount(state: ClassState, seen: Counted, quietSeconds: number): ClassState {
  const isQuiet = secondsBetween(state.lastArrivalAt, seen.at) >= quietSeconds;
  if (seen.waitingCount === 0 && isQuiet) return resolved(state, seen);
  if (state.status === "backlog" || state.status === "resolved") return state;
  return state.status === "escalating" ? whileEscalating(state, seen) : unlessEscalating(state, seen);
}

function resolved(state: ClassState, { at, runName = null, expiredCount = 0 }: Counted): ClassState {
  if (state.status === "resolved") return state;
  const end = runName ? `after ${runName}` : "no run of ours";
  const lost = expiredCount > 0 ? `; retention probably deleted ${expiredCount}` : "";
  const reason = `nothing waits and nothing new came; ${end}${lost}`;
  return { ...withStatus(state, "resolved", at, reason), highAt: null, resolution: { at, runName } };
}

function whileEscalating(state: ClassState, { at, pace }: Counted): ClassState {
  if (pace && judgePace(pace).isHigh) return { ...state, highAt: at };
  const isCalm = secondsBetween(state.highAt ?? state.since, at) >= CALM_SECONDS;
  return isCalm ? { ...withStatus(state, "ongoing", at, "calm for 2 hours"), highAt: null } : state;
}

function unlessEscalating(state: ClassState, { at, pace }: Counted): ClassState {
  const verdict = pace && judgePace(pace);
  const isFreshRegression = state.status === "regressed" && secondsBetween(state.since, at) < REGRESSION_SECONDS;
  if (verdict?.isHigh && !isFreshRegression)
    return { ...withStatus(state, "escalating", at, verdict.reason), highAt: at };
  const isKnown =
    (state.status === "new" && isOld(state, at)) ||
    (state.status === "regressed" && secondsBetween(state.since, at) >= NEW_FOR_SECONDS);
  return isKnown ? withStatus(state, "ongoing", at, null) : state;
}

function withStatus(state: ClassState, status: ClassStatus, at: Date, reason: string | null): ClassState {
  return state.status === status ? state : { ...state, status, since: at, reason };
}

function isOld(state: ClassState, at: Date): boolean {
  return secondsBetween(state.firstSeenAt, at) >= NEW_FOR_SECONDS;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
