/**
 * What became of an execution after the end that we keep. *failed*: it stands as it ended. *started-anew*: a run of ours began a
 * new one with its input, which stands for itself. *forgotten*: Step Functions does not know it any more, or its state machine
 * is gone.
 */
export const NOW_STATUSES = [
  "failed",
  "running-again",
  "succeeded-after-redrive",
  "failed-again",
  "started-anew",
  "forgotten",
] as const;
export type NowStatus = (typeof NOW_STATUSES)[number];

/** What Step Functions says of it now; undefined when it does not know it. */
export interface StandsNow {
  readonly status: string;
  readonly stoppedAt: Date | null;
}

/** Step Functions describes late at times: an end that lies before ours is the one before a redrive, and tells nothing. */
export function nowStatusOf(stoppedAt: Date, now: StandsNow | undefined): NowStatus {
  if (!now) return "forgotten";
  if (now.stoppedAt === null) return "running-again";
  if (now.stoppedAt <= stoppedAt) return "failed";
  return now.status === "SUCCEEDED" ? "succeeded-after-redrive" : "failed-again";
}

/** Nothing more becomes of it: an end that followed is a record of its own. */
export function isSettled(status: NowStatus): boolean {
  return status !== "failed" && status !== "running-again";
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** By the age of the end: how long until it is looked at again. Who mends something does so soon, or not for long. */
const PAUSES = [
  { untilMs: HOUR_MS, pauseMs: 5 * MINUTE_MS },
  { untilMs: 24 * HOUR_MS, pauseMs: HOUR_MS },
  { untilMs: Number.POSITIVE_INFINITY, pauseMs: 6 * HOUR_MS },
];

/** When it is looked at again; null: never, for nothing more becomes of it, or nobody can redrive it any more. */
export function nextLookAt(status: NowStatus, stoppedAt: Date, now: Date): Date | null {
  if (isSettled(status)) return null;
  const ageMs = now.getTime() - stoppedAt.getTime();
  if (status === "running-again") return new Date(now.getTime() + 5 * MINUTE_MS);
  if (ageMs > REDRIVABLE_MS) return null;
  const pause = PAUSES.find(({ untilMs }) => ageMs < untilMs)?.pauseMs ?? HOUR_MS;
  return new Date(now.getTime() + pause);
}

/** For so long after its end Step Functions redrives an execution (RedriveExecution, API reference). */
export const REDRIVABLE_MS = 14 * 24 * HOUR_MS;

export function redriveUntil(stoppedAt: Date): Date {
  return new Date(stoppedAt.getTime() + REDRIVABLE_MS);
}
