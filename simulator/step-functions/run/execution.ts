import type { ErrorOutput } from "../language/execution-error";
import type { HistoryEvent } from "./history";
import type { TaskOutcome } from "./task-outcome";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/**
 * Where a thread of an execution stands: about to enter its state; about to work on a state it has entered; resting
 * before a retry; asleep in a Wait; waiting for its task; waiting for its branches; or at an end, of which `failed` and
 * `aborted` can be redriven.
 */
export type Stage = "enter" | "again" | "resting" | "sleep" | "task" | "branching" | "done" | "failed" | "aborted";

/** One line of control: the root, a branch of a Parallel or an iteration of a Map. */
export interface Thread {
  readonly id: number;
  readonly parent?: number;
  /** Which branch or iteration. */
  readonly index: number;
  /** The item and its place, in an iteration. */
  readonly item?: { readonly Index: number; readonly Value: unknown };
  state: string;
  /** The raw input of the state. */
  input: unknown;
  stage: Stage;
  enteredAt: number;
  hasEntered: boolean;
  /** Times that each retrier of the state has been used. */
  retries: Record<number, number>;
  /** Jobs planned for an earlier number are void. */
  wake: number;
  previousEventId: number;
  /** While waiting for the task: what it will have come to. */
  outcome?: TaskOutcome;
  /** The branches begun so far, by index; those of a Map may follow one another. */
  children?: number[];
  /** Of a Map: what its iterations get. */
  items?: unknown[];
  output?: unknown;
}

/** Plain JSON. */
export interface Execution {
  readonly arn: string;
  readonly machineArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly isExpress: boolean;
  readonly revisionId: string;
  readonly input: string;
  readonly startedAt: number;
  status: ExecutionStatus;
  endedAt?: number;
  output?: string;
  failure?: Partial<ErrorOutput>;
  redrives: { readonly at: number; readonly token?: string }[];
  threads: Record<number, Thread>;
  lastThread: number;
  /** Counted for Express too, where no history is kept. */
  eventCount: number;
  history: HistoryEvent[];
}
