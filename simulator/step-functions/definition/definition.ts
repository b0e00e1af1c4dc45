import type { ChoiceRule } from "../language/choice-rules";
import type { DataMembers } from "../language/state-data";

/* The Amazon States Language as far as it is run here. A definition has been checked when it has these types. */

export interface StateGroup {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Definition extends StateGroup {
  readonly TimeoutSeconds?: number;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

interface Common extends DataMembers {
  readonly Next?: string;
  readonly End?: boolean;
}

interface Guarded extends Common {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface TaskState extends Guarded {
  readonly Type: "Task";
  readonly Resource: string;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
}

export interface PassState extends Common {
  readonly Type: "Pass";
  readonly Result?: unknown;
}

export interface ChoiceState extends Common {
  readonly Type: "Choice";
  readonly Choices: readonly (ChoiceRule & { readonly Next: string })[];
  readonly Default?: string;
}

export interface WaitState extends Common {
  readonly Type: "Wait";
  readonly Seconds?: number;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

export interface SucceedState extends Common {
  readonly Type: "Succeed";
}

export interface FailState extends Common {
  readonly Type: "Fail";
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface ParallelState extends Guarded {
  readonly Type: "Parallel";
  readonly Branches: readonly StateGroup[];
}

export interface MapState extends Guarded {
  readonly Type: "Map";
  readonly ItemsPath?: string;
  readonly ItemSelector?: unknown;
  readonly MaxConcurrency?: number;
  readonly ItemProcessor?: StateGroup;
  /** The older name of ItemProcessor. */
  readonly Iterator?: StateGroup;
}

export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export function retriersOf(state: State): readonly Retrier[] {
  return ("Retry" in state && state.Retry) || [];
}

export function catchersOf(state: State): readonly Catcher[] {
  return ("Catch" in state && state.Catch) || [];
}

/** The states of one branch of a Parallel, or of each iteration of a Map. */
export function groupOf(state: State | undefined, index: number): StateGroup | undefined {
  if (state?.Type === "Parallel") return state.Branches[index];
  return state?.Type === "Map" ? (state.ItemProcessor ?? state.Iterator) : undefined;
}
