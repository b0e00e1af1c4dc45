/** Everything that the inventory knows, in the order in which events travel through it. */
export const RESOURCE_KINDS = [
  "bus",
  "rule",
  "archive",
  "schedule",
  "pipe",
  "topic",
  "subscription",
  "queue",
  "mapping",
  "function",
  "state-machine",
  "alarm",
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface QueueConfig {
  readonly isFifo: boolean;
  readonly deadLetterTargetArn: string | null;
  readonly maxReceiveCount: number | null;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly maxMessageBytes: number;
  readonly isContentDeduplicated: boolean;
  /** JSON as AWS wrote it; null when the queue has none. */
  readonly policy: string | null;
  readonly redriveAllowPolicy: string | null;
  /** A customer's key, or `alias/aws/sqs`; null without SSE-KMS. */
  readonly kmsKeyId: string | null;
}
export interface BusConfig {
  readonly policy: string | null;
  readonly kmsKeyId: string | null;
  readonly deadLetterArn: string | null;
}
/** One target of a rule, with AWS's defaults left as null. */
export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn: string | null;
  readonly deadLetterArn: string | null;
  /** 0–185; null is AWS's default of 185. */
  readonly maxRetries: number | null;
  /** 60–86,400; null is AWS's default of 24 hours. */
  readonly maxAgeSeconds: number | null;
  readonly input: "event" | "constant" | "path" | "transformer";
  /** Of Input, InputPath or InputTransformer as AWS wrote it; null for the event as it is, absent where nobody asked yet. */
  readonly inputSha256?: string | null;
  readonly messageGroupId: string | null;
}
export interface RuleConfig {
  readonly busName: string;
  readonly busArn: string;
  readonly isEnabled: boolean;
  readonly eventPattern: string | null;
  readonly scheduleExpression: string | null;
  /** The service that owns the rule, for example that of an archive; people cannot change it. */
  readonly managedBy: string | null;
  readonly targets: readonly RuleTarget[];
}
export interface ArchiveConfig {
  readonly busArn: string;
  /** 0 keeps for ever. */
  readonly retentionDays: number;
  readonly eventPattern: string | null;
  readonly state: string;
}
export interface ScheduleConfig {
  readonly groupName: string;
  readonly expression: string;
  readonly isEnabled: boolean;
  readonly targetArn: string;
  readonly roleArn: string | null;
  readonly deadLetterArn: string | null;
  readonly maxRetries: number | null;
  readonly maxAgeSeconds: number | null;
  readonly messageGroupId: string | null;
}
export interface PipeConfig {
  readonly sourceArn: string;
  readonly targetArn: string;
  readonly enrichmentArn: string | null;
  readonly isRunning: boolean;
  readonly roleArn: string | null;
  /** Only streams as sources can have one. */
  readonly deadLetterArn: string | null;
  readonly maxRetries: number | null;
  readonly maxAgeSeconds: number | null;
  readonly filterPatterns: readonly string[];
  readonly messageGroupId: string | null;
  /** Its target gets another form than the source's; absent where it was read before this was asked. */
  readonly hasInputTemplate?: boolean;
}
export interface TopicConfig {
  readonly isFifo: boolean;
  readonly policy: string | null;
  readonly kmsKeyId: string | null;
}
export interface SubscriptionConfig {
  readonly topicArn: string;
  /** sqs, lambda, http, https, email, sms, firehose, application. */
  readonly protocol: string;
  readonly endpoint: string;
  readonly deadLetterArn: string | null;
  readonly isRaw: boolean;
  readonly filterPolicy: string | null;
  readonly isConfirmed: boolean;
}
/** A function event source: what Lambda polls for a function. */
export interface MappingConfig {
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly isEnabled: boolean;
  readonly batchSize: number;
  /** How long a batch is waited for to fill; null: not at all. */
  readonly batchWindowSeconds: number | null;
  readonly maxConcurrency: number | null;
  readonly reportsBatchItemFailures: boolean;
  readonly filterPatterns: readonly string[];
  /** Only streams as sources can have one. */
  readonly onFailureArn: string | null;
  readonly doesBisect: boolean;
  readonly maxRetries: number | null;
  readonly maxAgeSeconds: number | null;
}
/** What happens to asynchronous invocations of one qualifier of a function. */
export interface AsyncConfig {
  readonly qualifier: string;
  readonly maxRetries: number | null;
  readonly maxAgeSeconds: number | null;
  readonly onFailureArn: string | null;
  readonly onSuccessArn: string | null;
}
export interface FunctionConfig {
  readonly runtime: string | null;
  readonly timeoutSeconds: number;
  readonly roleArn: string | null;
  readonly codeSha256: string | null;
  readonly deadLetterArn: string | null;
  /** Where it writes its log; absent where it was read before this was asked, null where AWS does not say. */
  readonly logGroup?: string | null;
  /** How many runs at once it may have at most; null where it shares what the account has, absent where nobody asked yet. */
  readonly reservedConcurrency?: number | null;
  /** Absent where nobody asked yet, null where AWS does not say. */
  readonly memoryMb?: number | null;
  readonly architecture?: "x86_64" | "arm64" | null;
  readonly async: readonly AsyncConfig[];
}
export interface StateMachineConfig {
  readonly type: "STANDARD" | "EXPRESS";
  readonly roleArn: string | null;
  readonly definitionSha256: string | null;
  /** Functions that its definition names; null where it cannot be read, absent where it was read before this was asked. */
  readonly functionArns?: readonly string[] | null;
  /** OFF, ERROR, FATAL or ALL. */
  readonly logLevel: string;
}
export interface AlarmConfig {
  readonly namespace: string | null;
  readonly metricName: string | null;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Metrics of a metric-math alarm; empty for a plain one. */
  readonly metrics: readonly {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
  readonly statistic: string | null;
  readonly threshold: number | null;
  readonly comparison: string | null;
  readonly hasActions: boolean;
  readonly missingData: string;
}

export interface ConfigOf {
  bus: BusConfig;
  rule: RuleConfig;
  archive: ArchiveConfig;
  schedule: ScheduleConfig;
  pipe: PipeConfig;
  topic: TopicConfig;
  subscription: SubscriptionConfig;
  queue: QueueConfig;
  mapping: MappingConfig;
  function: FunctionConfig;
  "state-machine": StateMachineConfig;
  alarm: AlarmConfig;
}

/** One thing in one account and Region. Identity is the ARN; the partition is never assumed. */
export interface ResourceOf<K extends ResourceKind> {
  readonly kind: K;
  readonly arn: string;
  readonly name: string;
  /** Our id of the account, and AWS's. */
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly config: ConfigOf[K];
}
export type Resource = { [K in ResourceKind]: ResourceOf<K> }[ResourceKind];

/** How a kind is called in a sentence. */
export const KIND_WORDS: Readonly<Record<ResourceKind, string>> = {
  bus: "event bus",
  rule: "rule",
  archive: "archive",
  schedule: "schedule",
  pipe: "pipe",
  topic: "topic",
  subscription: "subscription",
  queue: "queue",
  mapping: "event source mapping",
  function: "function",
  "state-machine": "state machine",
  alarm: "alarm",
};
