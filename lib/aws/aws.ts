import type { FeatureId } from "@/lib/core/capabilities/features";
import type { TargetTransforms } from "@/lib/core/events/target-input";
import type { ConfigOf, ResourceKind } from "@/lib/core/inventory/resource";
import type { MessageAttribute } from "@/lib/core/messages/message";
import type { Grant } from "@/lib/core/plans/ways/way";
import type { CloudWatch } from "./cloudwatch/cloud-watch";
import type { Events } from "./events/events";
import type { Lambda } from "./lambda/lambda";
import type { Logs } from "./logs/logs";
import type { SecondCopies } from "./second-copies";
import type { Sns } from "./sns/sns";
import type { Executions } from "./step-functions/executions";
import type { Streams } from "./streams/streams";

/** Which of the account's three roles a call needs. *read* never receives a message. */
export type RoleKind = "read" | "inspect" | "operate";

export interface AwsAccount {
  readonly id: string;
  readonly awsAccountId: string;
  readonly partition: string;
  readonly externalId: string;
  readonly readRoleArn: string | null;
  readonly inspectRoleArn: string | null;
  readonly operateRoleArn: string | null;
}

/** What a call is for: it is counted and priced under this word. */
export type Purpose =
  | "discover"
  | "inventory"
  | "depth"
  | "metrics"
  | "guard"
  | "events"
  | "unrecorded"
  | "activity"
  | "use"
  | "executions"
  | "replays"
  | "trail"
  | "collect"
  | "run"
  | "check"
  | "vault"
  | "evidence";

export interface SessionOptions {
  readonly role: RoleKind;
  readonly region: string;
  readonly purpose: Purpose;
  /** For runs: a session of its own, named `dlo-<runId>` and narrowed to these grants, whatever else the role may. */
  readonly run?: { readonly runId: string; readonly grants: readonly Grant[] };
  readonly signal?: AbortSignal;
}

/**
 * The way to AWS. Errors that leave it are core's: Unavailable (`aws-unavailable`, with `retryable` in the detail),
 * Forbidden (`aws-denied`, with `action` and `fix`), NotFound (`aws-not-found`), Unavailable `aws-capability-absent` for an
 * endpoint that lacks the operation. No SDK class goes further.
 */
export interface Aws {
  /** Sessions are cached per (role, account); a run has its own. Nothing is called until the first use. */
  session(account: AwsAccount, options: SessionOptions): AwsSession;
  /** The ARN of the worker's own credentials, as STS in this Region tells it; of a role, that of its session. */
  ownArn(region: string): Promise<string>;
  /** Where second copies of vault items go; undefined when this worker has no bucket for them. */
  readonly secondCopies: SecondCopies | undefined;
  /** Takes the calls counted since the last take, so that each is written once. */
  takeUsage(): UsageCount[];
  /** Gives back counts that could not be written down, to be taken again. */
  returnUsage(counts: readonly UsageCount[]): void;
  close(): void;
}

export interface UsageCount {
  readonly accountId: string;
  readonly region: string;
  /** For example `sqs:GetQueueAttributes`. */
  readonly action: string;
  readonly purpose: Purpose;
  readonly calls: number;
  /** Billed units: SQS requests in 64 KiB chunks, CloudWatch metrics asked for. */
  readonly units: number;
}

export interface AwsSession {
  readonly sts: { callerAccount(): Promise<string> };
  readonly sqs: Sqs;
  readonly cloudwatch: CloudWatch;
  readonly lambda: Lambda;
  readonly events: Events;
  readonly sns: Sns;
  /** One source per service of the inventory; queues are read through `sqs`. */
  readonly inventory: readonly InventorySource[];
  readonly tags: {
    /** Tags by ARN of everything of the inventory's services that was ever tagged (Resource Groups Tagging API). */
    all(): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  };
  readonly trail: {
    /**
     * The last management call that wrote to this resource in the time given and was not refused, or null; one call a
     * second. CloudTrail is up to 15 minutes late. It knows a resource as requests name it: queues, topics and state
     * machines by ARN, others by their plain name.
     */
    lastWrite(resourceName: string, from: Date, until: Date): Promise<TrailEvent | null>;
  };
  readonly organization: { accounts(): Promise<OrganizationAccount[]> };
  readonly logs: Logs;
  readonly stepFunctions: Executions;
  readonly streams: Streams;
}

/** A thing as its list call tells of it. `summary` is all that the call said: a new hash of it means a change. */
export interface Listed {
  readonly kind: Exclude<ResourceKind, "queue">;
  readonly arn: string;
  readonly name: string;
  readonly summary: Readonly<Record<string, unknown>>;
  /** What the list told that changes by itself (states, counters): it is no part of the summary. */
  readonly observed?: Readonly<Record<string, unknown>>;
}
/** What reading one listed thing adds. `observed` changes by itself (states, counters) and is no setting. */
export interface Described<K extends ResourceKind = ResourceKind> {
  readonly config: ConfigOf[K];
  readonly observed: Readonly<Record<string, unknown>>;
  /** Of a rule, by target: what is sent there in the event's stead. Content that may hold secrets, so it is no setting. */
  readonly transforms?: TargetTransforms;
}
/** One service's part of the inventory. */
export interface InventorySource {
  readonly feature: FeatureId;
  readonly kinds: readonly Exclude<ResourceKind, "queue">[];
  /** Everything there is, all pages: few calls, whatever the number of things allows. */
  list(): Promise<Listed[]>;
  /** The settings of one of them; NotFound (`aws-not-found`) when it is gone meanwhile. No call where the list told all. */
  describe(listed: Listed): Promise<Described>;
}
export interface TrailEvent {
  readonly at: Date;
  /** A person or role session, for example `arn:aws:sts::…:assumed-role/deploy/ci-4711`. */
  readonly by: string;
  /** The API call, for example PutTargets. */
  readonly how: string;
  readonly eventId: string;
}
export interface OrganizationAccount {
  readonly awsAccountId: string;
  readonly name: string;
  readonly status: string;
  /** Organisational units from the root down; none for an account right below the root. */
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface QueueAttributes {
  readonly arn: string;
  readonly createdAt: Date;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** Every other attribute, as AWS wrote it. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly system: Readonly<Record<string, string>>;
}

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
}

/** What became of one entry of a send. *unknown*: no answer, it may have arrived. */
export type SendResult =
  | { readonly kind: "sent"; readonly messageId: string }
  | { readonly kind: "rejected"; readonly code: string; readonly message: string; readonly isSenderFault: boolean }
  | { readonly kind: "unknown"; readonly reason: string };
export type DeleteResult =
  | { readonly kind: "deleted" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly isDenied: boolean }
  | { readonly kind: "unknown"; readonly reason: string };

export interface MoveTask {
  readonly handle: string | null;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED" | string;
  readonly deadLetterQueueArn: string;
  readonly destinationArn: string | null;
  /** As it was asked for; null: as fast as SQS likes. */
  readonly ratePerSecond: number | null;
  readonly movedCount: number | null;
  readonly toMoveCount: number | null;
  readonly startedAt: Date | null;
  readonly failureReason: string | null;
}

export interface Sqs {
  /** Every queue URL of the account in the Region, all pages. */
  listQueueUrls(): Promise<string[]>;
  /** Counters and settings; NotFound (`aws-not-found`) when the queue is gone. */
  attributes(queueUrl: string): Promise<QueueAttributes>;
  tags(queueUrl: string): Promise<Record<string, string>>;
  /** One long poll. Up to 10 messages; each is hidden for `visibilitySeconds` and its receive count rises by one. */
  receive(
    queueUrl: string,
    options: { maxCount: number; waitSeconds: number; visibilitySeconds: number },
  ): Promise<ReceivedMessage[]>;
  /** Gives messages back at once; returns the handles that could not be given back (they reappear by time). */
  release(queueUrl: string, receiptHandles: readonly string[]): Promise<string[]>;
  /** Hides messages for this much longer; returns the handles for which that failed. */
  extend(queueUrl: string, receiptHandles: readonly string[], visibilitySeconds: number): Promise<string[]>;
  /**
   * Sends up to 10 messages (at most 1 MiB together) in one call, once: the SDK never repeats it. One result per message,
   * in order. Refusals before anything was sent (denied, throttled, queue missing) throw; a lost answer is *unknown*.
   */
  send(queueUrl: string, messages: readonly OutgoingMessage[]): Promise<SendResult[]>;
  /** Deletes up to 10 messages by receipt handle, one result each, in order. Repeating it is harmless. */
  delete(queueUrl: string, receiptHandles: readonly string[]): Promise<DeleteResult[]>;
  /** URL of a queue by ARN, asked once and remembered. */
  urlOf(queueArn: string): Promise<string>;
  /** Starts a move task and returns its handle. SQS calls the dead-letter queue its *source*; here it is named for what it is. */
  startMoveTask(input: {
    deadLetterQueueArn: string;
    destinationArn?: string;
    ratePerSecond?: number;
  }): Promise<string>;
  /** The up to 10 most recent move tasks of a dead-letter queue, newest first. */
  moveTasks(deadLetterQueueArn: string): Promise<MoveTask[]>;
  cancelMoveTask(handle: string): Promise<number | null>;
  /** Has SQS delete everything in a queue, within 60 s; called once, never repeated. */
  purge(queueUrl: string): Promise<void>;
  /** Sets how long a queue keeps messages; those already there included. Idempotent; acts within 15 minutes (SQS API reference). */
  setRetention(queueUrl: string, seconds: number): Promise<void>;
}
