import { type Located, Table } from "../table";

export interface StreamSourceParameters {
  readonly BatchSize?: number;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly OnPartialBatchItemFailure?: "AUTOMATIC_BISECT";
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  /** Epoch seconds. */
  readonly StartingPositionTimestamp?: number;
}

export interface SourceParameters {
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  readonly SqsQueueParameters?: { readonly BatchSize?: number; readonly MaximumBatchingWindowInSeconds?: number };
  readonly KinesisStreamParameters?: StreamSourceParameters;
  readonly DynamoDBStreamParameters?: StreamSourceParameters;
}

export interface TargetParameters {
  readonly InputTemplate?: string;
  readonly SqsQueueParameters?: { readonly MessageGroupId?: string; readonly MessageDeduplicationId?: string };
  readonly KinesisStreamParameters?: { readonly PartitionKey?: string };
  readonly LambdaFunctionParameters?: { readonly InvocationType?: string };
  readonly StepFunctionStateMachineParameters?: { readonly InvocationType?: string };
  readonly EventBridgeEventBusParameters?: {
    readonly DetailType?: string;
    readonly Source?: string;
    readonly Resources?: readonly string[];
  };
}

export type PipeState =
  | "CREATING"
  | "RUNNING"
  | "STOPPED"
  | "UPDATING"
  | "STARTING"
  | "STOPPING"
  | "DELETING"
  | "CREATE_FAILED"
  | "UPDATE_FAILED"
  | "START_FAILED";

/** Times are epoch milliseconds. */
export interface Pipe extends Located {
  readonly arn: string;
  readonly createdAt: number;
  changedAt: number;
  description?: string;
  desiredState: "RUNNING" | "STOPPED" | "DELETED";
  currentState: PipeState;
  stateReason?: string;
  readonly source: string;
  sourceParameters: SourceParameters;
  target: string;
  targetParameters: TargetParameters;
  roleArn: string;
  tags: Record<string, string>;
  /** Rises with every change: what was planned before it does not happen. */
  version: number;
}

/** The pipes of every account and Region. */
export class PipesState {
  pipes = new Table<Pipe>();

  serialize() {
    return { pipes: this.pipes.serialize() };
  }

  static load(data: ReturnType<PipesState["serialize"]>): PipesState {
    const state = new PipesState();
    state.pipes = Table.load(data.pipes);
    return state;
  }
}
