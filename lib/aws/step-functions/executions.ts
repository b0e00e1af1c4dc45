import type { HistoryStep } from "@/lib/core/executions/failed-state";

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

/** An execution as Step Functions knows it now. */
export interface ExecutionDescription {
  readonly status: string;
  readonly startedAt: Date | null;
  /** Null while it runs: a redriven execution has no end any more. */
  readonly stoppedAt: Date | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** REDRIVABLE, NOT_REDRIVABLE or REDRIVABLE_BY_MAP_RUN; null where it was not told. */
  readonly redriveStatus: string | null;
  /** Why not, in Step Functions' words. */
  readonly redriveReason: string | null;
  readonly redriveCount: number;
  readonly redrivenAt: Date | null;
  /** The alias through which it was started. */
  readonly aliasArn: string | null;
}

/** What an execution was started with; null where its data lies under a key that we may not use. */
export interface ExecutionInput {
  readonly machineArn: string;
  readonly aliasArn: string | null;
  readonly status: string;
  readonly stoppedAt: Date | null;
  readonly input: string | null;
}

/** *rejected*: Step Functions will not, whoever asks again. *unknown*: no answer, it may have been done. */
export type RedriveResult =
  | { readonly kind: "redriven"; readonly at: Date }
  | { readonly kind: "rejected"; readonly code: string; readonly message: string }
  | { readonly kind: "unknown"; readonly reason: string };
export type StartResult =
  | { readonly kind: "started"; readonly executionArn: string }
  /** The name is taken, by an execution that ended or that has another input. */
  | { readonly kind: "exists" }
  | { readonly kind: "rejected"; readonly code: string; readonly message: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** What Step Functions keeps of executions, and the two ways to have their work done again. */
export interface Executions {
  /**
   * Executions of a standard state machine that ended so, the last started first, at most a thousand. The list is eventually
   * consistent: one that just ended may be missing.
   */
  endedExecutions(machineArn: string, end: "FAILED" | "TIMED_OUT" | "ABORTED", since: Date): Promise<ExecutionList>;
  /**
   * How an execution stands; NotFound (`aws-not-found`) when Step Functions has forgotten it. Where its data lies under a key
   * that we may not use, all but its error. Eventually consistent.
   */
  describeExecution(executionArn: string): Promise<ExecutionDescription>;
  /** What an execution was started with. It is read when it is used, and kept nowhere. */
  executionInput(executionArn: string): Promise<ExecutionInput>;
  /** The last steps of an execution, newest first, without what went in or out: at most three calls. */
  lastSteps(executionArn: string): Promise<HistoryStep[]>;
  /**
   * Has an execution go on from where it failed. A repetition with the same token within 15 minutes does nothing and is
   * answered alike. Denied, throttled or forgotten it throws, and nothing was done.
   */
  redriveExecution(executionArn: string, clientToken: string): Promise<RedriveResult>;
  /**
   * Starts an execution of the machine as it is now. A repetition with name and input while it runs is answered alike. Denied,
   * throttled or without such a machine it throws, and nothing was done.
   */
  startExecution(wish: {
    /** Of the machine, or of its alias. */
    readonly machineArn: string;
    readonly name: string;
    readonly input: string;
  }): Promise<StartResult>;
}
