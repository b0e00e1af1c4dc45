/* Files that this one needs (sqs/state.ts) import ./clock, ./aws-error, ./usage and ./queue-metrics directly: no cycle. */
import type { Clock } from "./clock";
import type { CustomMetrics } from "./cloudwatch/custom-metrics";
import type { Fault } from "./faults";
import type { IamState } from "./iam/iam-state";
import type { Principal } from "./iam/principal";
import type { EventSourceMappings } from "./lambda/event-source-mappings";
import type { SqsState } from "./sqs/state";
import type { Usage } from "./usage";

export { AwsError } from "./aws-error";
export type { Clock } from "./clock";
export type { Fault } from "./faults";

export interface Settings {
  /** A minute of an AWS namespace is told this long after it has ended: CloudWatch's newest points come late. */
  readonly lateDatapointSeconds: number;
}

/** Everything the simulated AWS remembers, shared by all accounts and Regions. */
export interface World {
  readonly clock: Clock;
  readonly sqs: SqsState;
  readonly iam: IamState;
  readonly metrics: CustomMetrics;
  readonly mappings: EventSourceMappings;
  readonly usage: Usage;
  readonly settings: Settings;
  /** Uniform in [0, 1), seeded at start: the same seed and the same calls give the same world. */
  readonly random: () => number;
  /** `http://127.0.0.1:PORT`, without a slash at the end: the start of every QueueUrl (`<endpoint>/<account>/<name>`). */
  readonly endpoint: string;
}

/** One authenticated request. Fault kinds that the door cannot play alone arrive in `fault`. */
export interface Call {
  readonly accountId: string;
  readonly region: string;
  readonly principal: Principal;
  readonly principalArn: string;
  /** IAM spelling: `sqs:SendMessage`. */
  readonly action: string;
  readonly requestId: string;
  readonly world: World;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly fault?: Fault;
  /** Throws AccessDenied in AWS's words unless the caller's policies allow `action` (default: the call's own) on the ARN. */
  authorize(resourceArn: string, action?: string): void;
}

/** Input is the parsed JSON body; the answer is written as JSON (a `Uint8Array` becomes base64, a `Date` epoch seconds). */
export type Operation = (call: Call, input: Record<string, unknown>) => unknown | Promise<unknown>;

export interface Service {
  /** IAM prefix: `sqs`. */
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
}
