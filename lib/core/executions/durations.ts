import { defaultStages } from "../plans/stages";

interface Times {
  readonly startedAt: Date;
  readonly stoppedAt: Date;
  readonly redriveCount: number | null;
}

/** Most of them fail again within the time in which nine of ten failed the first time. */
const SHARE = 0.9;

/**
 * After about how long one of these that fails again has failed again: from the beginning of those that were never redriven. A
 * redrive skips what was done, so that it is rather sooner. Null where nobody can tell.
 */
export function returnSeconds(executions: readonly Times[]): number | null {
  const seconds = executions
    .filter(({ redriveCount }) => !redriveCount)
    .map(({ startedAt, stoppedAt }) => (stoppedAt.getTime() - startedAt.getTime()) / 1000)
    .sort((one, other) => one - other);
  const at = seconds[Math.ceil(seconds.length * SHARE) - 1];
  return at === undefined ? null : Math.max(1, Math.ceil(at));
}

/** About how long a run takes in the usual stages, each watched for so long. */
export function runSeconds(run: {
  readonly count: number;
  readonly ratePerSecond: number;
  readonly windowSeconds: number;
}): number {
  const windows = Math.max(0, defaultStages(run.count).length - 1);
  return Math.ceil(run.count / run.ratePerSecond) + windows * run.windowSeconds;
}
