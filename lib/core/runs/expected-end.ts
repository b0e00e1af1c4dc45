import type { RunState } from "./run";

export interface RunAhead {
  readonly state: RunState;
  readonly isAllSent: boolean;
  /** Messages that are still to be sent. */
  readonly waitingCount: number;
  /** What it sends just now, else what is asked for; null: nobody knows. */
  readonly ratePerSecond: number | null;
  readonly startAfter: string;
  readonly observeUntil: string | null;
  /** Stages after the one that is open, and how long each stage but the last is watched. */
  readonly stagesToCome: number;
  readonly stageObservationSeconds: number;
  readonly observationSeconds: number;
}

/**
 * About when the run will have ended, if nothing comes back and nobody steps in: what is left at the rate of now, and the
 * windows to come. Null when it rests, or when nobody can tell.
 */
export function expectedEnd(run: RunAhead, now: Date): Date | null {
  const untilMs = (time: string | null) => (time === null ? 0 : Math.max(0, new Date(time).getTime() - now.getTime()));
  if (run.state === "observing" && run.isAllSent) return new Date(now.getTime() + untilMs(run.observeUntil));
  const sendingMs = sendingMsOf(run);
  if (sendingMs === undefined) return null;
  const isWatched = run.state === "observing";
  const windows = isWatched ? run.stagesToCome - 1 : run.stagesToCome;
  const windowsMs = (Math.max(0, windows) * run.stageObservationSeconds + run.observationSeconds) * 1000;
  if (isWatched) return new Date(now.getTime() + untilMs(run.observeUntil) + sendingMs + windowsMs);
  if (run.state === "requested" || run.state === "waiting")
    return new Date(now.getTime() + untilMs(run.startAfter) + sendingMs + windowsMs);
  return run.state === "running" ? new Date(now.getTime() + sendingMs + windowsMs) : null;
}

function sendingMsOf({ waitingCount, ratePerSecond }: RunAhead): number | undefined {
  if (waitingCount === 0) return 0;
  return ratePerSecond === null || ratePerSecond <= 0 ? undefined : (waitingCount / ratePerSecond) * 1000;
}
