export interface ListedExecution {
  readonly arn: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly stoppedAt: Date;
}

export interface ExecutionList {
  readonly executions: readonly ListedExecution[];
  /** There are more than were listed. */
  readonly isCut: boolean;
}

/** What Step Functions keeps of executions. */
export interface Executions {
  /**
   * Executions of a standard state machine that ended so, the last started first, at most a thousand. The list is eventually
   * consistent: one that just ended may be missing.
   */
  endedExecutions(machineArn: string, end: "FAILED" | "TIMED_OUT" | "ABORTED", since: Date): Promise<ExecutionList>;
  /** What an execution says of its end; NotFound (`aws-not-found`) when Step Functions has forgotten it. */
  describeExecution(executionArn: string): Promise<{ readonly error: string | null; readonly cause: string | null }>;
}
