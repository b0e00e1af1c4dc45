import type { Retrier } from "../definition/definition";

/** No wildcard means these; by its own name the first can be caught. */
const UNCATCHABLE = ["States.DataLimitExceeded", "States.Runtime"];

/** Whether Retry or Catch means this error (Step Functions Developer Guide, "Handling errors"). */
export function means(errorEquals: readonly string[], error: string): boolean {
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (UNCATCHABLE.includes(error)) return false;
    return name === "States.ALL" || (name === "States.TaskFailed" && error !== "States.Timeout");
  });
}

const DEFAULT_ATTEMPTS = 3;

/** Milliseconds until the next attempt after `used` retries; undefined when the retrier is used up. */
export function retryDelayMs(retrier: Retrier, used: number, random: () => number): number | undefined {
  const { IntervalSeconds = 1, MaxAttempts = DEFAULT_ATTEMPTS, BackoffRate = 2, MaxDelaySeconds } = retrier;
  if (used >= MaxAttempts) return undefined;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return Math.round(1000 * seconds * (retrier.JitterStrategy === "FULL" ? random() : 1));
}
