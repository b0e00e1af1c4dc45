import type { QueueConfig } from "./resource";

/** A queue's row as far as its configuration lies in it. */
export interface QueueConfigFacts {
  readonly isFifo: boolean;
  readonly deadLetterTargetArn: string | null;
  readonly maxReceiveCount: number | null;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly maxMessageBytes: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** What the inventory says about a queue. Attributes that SQS leaves out are null: it has none of them. */
export function queueConfigFrom(queue: QueueConfigFacts): QueueConfig {
  const { settings } = queue;
  return {
    isFifo: queue.isFifo,
    deadLetterTargetArn: queue.deadLetterTargetArn,
    maxReceiveCount: queue.maxReceiveCount,
    retentionSeconds: queue.retentionSeconds,
    visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
    maxMessageBytes: queue.maxMessageBytes,
    isContentDeduplicated: settings.ContentBasedDeduplication === "true",
    policy: settings.Policy || null,
    redriveAllowPolicy: settings.RedriveAllowPolicy || null,
    kmsKeyId: settings.KmsMasterKeyId || null,
  };
}
