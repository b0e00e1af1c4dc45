import { isActiveReplay, type ReplayState } from "./replay-state";

/** A stretch of event time, and how far a replay came in it. Times are ISO. */
export interface ReplayedSoFar {
  readonly state: ReplayState;
  readonly from: string;
  readonly until: string;
  /** The event time of the last event that was replayed; null: none yet. */
  readonly lastReplayedAt: string | null;
}

/**
 * How far through its event time a replay is, 0 to 1. Coarse: EventBridge tells the time of the last event it replayed, and no
 * number of events; a range whose last minutes are empty never gets to its end by it. Null where nobody can tell.
 */
export function replayProgress({ state, from, until, lastReplayedAt }: ReplayedSoFar): number | null {
  if (state === "completed") return 1;
  if (lastReplayedAt === null) return state === "starting" ? 0 : null;
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (end <= start) return null;
  return Math.min(1, Math.max(0, (Date.parse(lastReplayedAt) - start) / (end - start)));
}

/** How far a replay came, as a sentence. It never says that targets did anything with the events. */
export function howFar(replay: ReplayedSoFar): string {
  const { state, lastReplayedAt } = replay;
  const range = rangeInWords(replay);
  if (state === "completed") return `EventBridge replayed the whole of ${range}.`;
  const isGoingOn = isActiveReplay(state);
  if (lastReplayedAt === null)
    return isGoingOn
      ? `Nothing of ${range} has been replayed yet.`
      : `As far as EventBridge tells, no event of ${range} was replayed.`;
  const reached = `Events until ${clockOf(lastReplayedAt, replay)} of ${range} were replayed`;
  return isGoingOn ? `${reached} so far.` : `${reached}.`;
}

/** EventBridge works through a minute of event time at once, in no order: what it told of may not be the last of its minute. */
const SLICE_MS = 60_000;

/** What may be covered in the end: the whole range of a completed or open one, else the minute to which it came; null: nothing. */
export function coveredUntil({ state, until, lastReplayedAt }: ReplayedSoFar): string | null {
  if (state !== "cancelled" && state !== "failed") return until;
  if (lastReplayedAt === null) return null;
  return new Date(Math.min(Date.parse(until), Date.parse(lastReplayedAt) + SLICE_MS)).toISOString();
}

/** `2026-11-21 12:00–13:00 UTC`, with both days where they differ. */
export function rangeInWords({ from, until }: Pick<ReplayedSoFar, "from" | "until">): string {
  const isSameDay = from.slice(0, 10) === until.slice(0, 10);
  return isSameDay
    ? `${from.slice(0, 10)} ${clock(from)}–${clock(until)} UTC`
    : `${from.slice(0, 10)} ${clock(from)} – ${until.slice(0, 10)} ${clock(until)} UTC`;
}

function clockOf(at: string, { from, until }: Pick<ReplayedSoFar, "from" | "until">): string {
  return from.slice(0, 10) === until.slice(0, 10) ? clock(at) : `${at.slice(0, 10)} ${clock(at)}`;
}

/** Seconds only where there are any: most ranges are whole minutes. */
function clock(iso: string): string {
  return iso.slice(17, 19) === "00" ? iso.slice(11, 16) : iso.slice(11, 19);
}
