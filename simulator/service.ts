/* Files that this one needs (sqs/state.ts) import ./clock, ./aws-error, ./usage and ./queue-metrics directly: no cycle. */
import type { Agenda } from "./agenda";
import type { Clock } from "./clock";
import type { TrailState } from "./cloudtrail/state";
import type { AlarmsState } from "./cloudwatch/alarms-state";
import type { CustomMetrics } from "./cloudwatch/custom-metrics";
import type { VendedMetrics } from "./cloudwatch/vended-metrics";
import type { EventsState } from "./events/state";
import type { Fault, FaultTable } from "./faults";
import type { IamState } from "./iam/iam-state";
import type { Principal } from "./iam/principal";
import type { KmsState } from "./kms/state";
import type { EventSourceMappings } from "./lambda/event-source-mappings";
import type { LambdaState } from "./lambda/functions-state";
import type { LogsState } from "./logs/state";
import type { OrganizationsState } from "./organizations/state";
import type { PipesState } from "./pipes/state";
import type { S3State } from "./s3/state";
import type { SchedulerState } from "./scheduler/state";
import type { SnsState } from "./sns/state";
import type { SqsState } from "./sqs/state";
import type { StepFunctionsState } from "./step-functions/state";
import type { StreamsState } from "./streams/state";
import type { Usage } from "./usage";
import type { ServiceWire } from "./wire/answer";

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
  /** What will happen by itself; its kinds are in jobs.ts. */
  readonly agenda: Agenda;
  readonly sqs: SqsState;
  readonly iam: IamState;
  /** What PutMetricData stored. */
  readonly metrics: CustomMetrics;
  /** What AWS's own services but SQS told CloudWatch. */
  readonly vended: VendedMetrics;
  readonly alarms: AlarmsState;
  readonly mappings: EventSourceMappings;
  readonly lambda: LambdaState;
  readonly logs: LogsState;
  readonly events: EventsState;
  readonly sns: SnsState;
  readonly stepFunctions: StepFunctionsState;
  readonly trail: TrailState;
  readonly organizations: OrganizationsState;
  readonly s3: S3State;
  readonly kms: KmsState;
  readonly scheduler: SchedulerState;
  readonly pipes: PipesState;
  readonly streams: StreamsState;
  readonly faults: FaultTable;
  readonly usage: Usage;
  settings: Settings;
  /** Uniform in [0, 1), seeded at start: the same seed and the same calls give the same world. */
  readonly random: () => number;
  /** A UUID by the seeded chance, for ids that need not surprise. */
  readonly uuid: () => string;
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

/**
 * Input is the request as one object, whatever protocol it came in. The answer is written in that protocol: a `Date`
 * in its form of time, a `Uint8Array` as base64, a `Map` as a map and an array as a list (which XML tells apart).
 */
export type Operation = (call: Call, input: Record<string, unknown>) => unknown | Promise<unknown>;

export interface Service {
  /** IAM prefix: `sqs`. */
  readonly name: string;
  /** The service's name in credential scopes, when it is another: `monitoring`. */
  readonly signingName?: string;
  readonly wire: ServiceWire;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Where IAM calls an operation otherwise: `{ Invoke: "InvokeFunction" }`. */
  readonly actions?: Readonly<Record<string, string>>;
  /** Operations that CloudTrail records as configuration changes, with the event's name when it is another. */
  readonly trailed?: Readonly<Record<string, string>>;
}

/** What an agenda's job does when its time has come; `now` is that time. */
export type JobHandler = (world: World, subject: unknown, now: number) => void;
