import type { ScheduleTarget } from "./state";

/** One run of a schedule with its retries; what it does was settled when it began. */
export interface Execution {
  readonly accountId: string;
  readonly region: string;
  readonly group: string;
  readonly scheduleArn: string;
  readonly executionId: string;
  readonly scheduledAt: number;
  readonly beganAt: number;
  readonly target: ScheduleTarget;
  /** 1 for the first. */
  readonly attempt: number;
}
