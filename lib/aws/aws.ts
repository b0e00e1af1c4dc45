import type { MessageAttribute } from "@/lib/core/messages/message";

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
export type Purpose = "discover" | "depth" | "metrics" | "collect" | "run" | "check";

export interface SessionOptions {
  readonly role: RoleKind;
  readonly region: string;
  readonly purpose: Purpose;
  /** For runs: a session of its own, named `dlo-<runId>` and narrowed by a session policy to these ARNs. */
  readonly run?: { readonly runId: string; readonly queueArns: readonly string[] };
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
  /** Takes the calls counted since the last take, so that each is written once. */
  takeUsage(): UsageCount[];
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
  readonly lambda: { consumersOf(queueArn: string): Promise<{ functionArn: string; state: string }[]> };
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
}

export interface MetricSeries {
  readonly queueName: string;
  readonly metric: QueueMetric;
  /** One-minute points; a minute without a datapoint is absent, never 0. */
  readonly points: readonly { readonly at: Date; readonly value: number }[];
}
export type QueueMetric = "age" | "sent" | "received" | "deleted";

export interface CloudWatch {
  /** AWS/SQS metrics of these queues, one query per metric, at most 500 a call, all pages. Each metric asked for is billed. */
  queueMetrics(
    queueNames: readonly string[],
    metrics: readonly QueueMetric[],
    from: Date,
    until: Date,
  ): Promise<MetricSeries[]>;
}
