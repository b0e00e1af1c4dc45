/** Worst first, in the order of a list. *blind* is never green, and stands above what is known to be well. */
export const HEALTH_STATES = ["failing", "stalled", "degraded", "blind", "healthy"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** What a finding about a part rests on. */
export const SIGNALS = [
  "dead-letters",
  "losing",
  "loss-clock",
  "stalled",
  "backlog",
  "age",
  "failed-invocations",
  "throttled",
  "function-errors",
  "silent-rule",
  "stale",
  "blind",
] as const;
export type Signal = (typeof SIGNALS)[number];

/** One thing that speaks for a state, of one part. `arn` lies in `accountId`: who may not see it is not told. */
export interface HealthEvidence {
  readonly arn: string;
  readonly accountId: string | null;
  readonly state: HealthState;
  readonly signal: Signal;
  /** A whole sentence with its number and its time. */
  readonly sentence: string;
  readonly at: string;
}
