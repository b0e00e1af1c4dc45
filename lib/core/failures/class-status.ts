/**
 * new: never seen before, first seen within a day · ongoing: known, and still arriving · backlog: was there before we
 * looked, never announced · resolved: nothing waiting, nothing arrived for a while.
 */
export const CLASS_STATUSES = ["new", "ongoing", "backlog", "resolved"] as const;
export type ClassStatus = (typeof CLASS_STATUSES)[number];

export type ClassState = { status: ClassStatus; since: Date; firstSeenAt: Date; lastArrivalAt: Date };

/**
 * `arrival`: a message of the class was found; `isBacklog` when by the first scan of a queue, a scan after blindness or
 * a classifier upgrade. `counted`: how many are still waiting, also when nothing happened.
 */
export type ClassObservation =
  | { kind: "arrival"; at: Date; isBacklog: boolean }
  | { kind: "counted"; at: Date; waitingCount: number };

export const NEW_FOR_SECONDS = 24 * 3600;
export const QUIET_UNTIL_RESOLVED_SECONDS = 6 * 3600;

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

function firstState(seen: { at: Date; isBacklog: boolean }): ClassState {
  return { status: seen.isBacklog ? "backlog" : "new", since: seen.at, firstSeenAt: seen.at, lastArrivalAt: seen.at };
}

function afterArrival(state: ClassState, seen: { at: Date; isBacklog: boolean }): ClassState {
  const isLater = seen.at > state.lastArrivalAt;
  const arrived = isLater ? { ...state, lastArrivalAt: seen.at } : state;
  return withStatus(arrived, statusAfterArrival(state, seen, isLater), seen.at);
}

function statusAfterArrival(state: ClassState, seen: { at: Date; isBacklog: boolean }, isLater: boolean): ClassStatus {
  if (state.status === "resolved" && !isLater) return "resolved";
  if (state.status === "resolved") return seen.isBacklog ? "backlog" : "ongoing";
  if (state.status === "backlog") return seen.isBacklog || !isLater ? "backlog" : "ongoing";
  return state.status === "new" && !isOld(state, seen.at) ? "new" : "ongoing";
}

function afterCount(state: ClassState, seen: { at: Date; waitingCount: number }, quietSeconds: number): ClassState {
  const isQuiet = secondsBetween(state.lastArrivalAt, seen.at) >= quietSeconds;
  if (seen.waitingCount === 0 && isQuiet) return withStatus(state, "resolved", seen.at);
  return state.status === "new" && isOld(state, seen.at) ? withStatus(state, "ongoing", seen.at) : state;
}

function withStatus(state: ClassState, status: ClassStatus, at: Date): ClassState {
  return state.status === status ? state : { ...state, status, since: at };
}

function isOld(state: ClassState, at: Date): boolean {
  return secondsBetween(state.firstSeenAt, at) >= NEW_FOR_SECONDS;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
