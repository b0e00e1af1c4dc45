import type { ResourceKind } from "../inventory/resource";

/** Kinds of which the use is collected. Rules and buses have their own figures, `series.event_rollup`. */
export const USE_KINDS = ["queue", "function", "topic", "state-machine", "pipe"] as const satisfies ResourceKind[];
export type UseKind = (typeof USE_KINDS)[number];

/** In which width a figure is kept: hours for costs and objectives, five minutes for health. */
export const HOUR_SECONDS = 3600;
export const QUICK_SECONDS = 300;
export type UseWidth = typeof HOUR_SECONDS | typeof QUICK_SECONDS;

export const USE_METRIC_NAMES = [
  "sent",
  "received",
  "deleted",
  "emptyReceives",
  "sentBytes",
  "sentSamples",
  "invocations",
  "errors",
  "throttles",
  "durationMs",
  "published",
  "publishedBytes",
  "notified",
  "notifyFailed",
  "started",
  "failed",
  "succeeded",
] as const;
export type UseMetric = (typeof USE_METRIC_NAMES)[number];

/** One figure of a kind: how CloudWatch calls it, and what of it is kept for each hour. */
export interface UseFigure {
  readonly metric: UseMetric;
  readonly awsMetric: string;
  readonly statistic: "Sum" | "SampleCount";
  readonly widths: readonly UseWidth[];
}

const HOURLY = { statistic: "Sum", widths: [HOUR_SECONDS] } as const;
const BOTH = { statistic: "Sum", widths: [HOUR_SECONDS, QUICK_SECONDS] } as const;

/**
 * What is kept of each kind, under AWS's names. The first of a kind is what a living one has for certain: it alone is asked
 * where nothing else says that there is anything. Two statistics of one metric are billed as one.
 */
export const USE_FIGURES: Readonly<Record<UseKind, readonly UseFigure[]>> = {
  queue: [
    { ...HOURLY, metric: "sent", awsMetric: "NumberOfMessagesSent" },
    { ...HOURLY, metric: "received", awsMetric: "NumberOfMessagesReceived" },
    { ...HOURLY, metric: "deleted", awsMetric: "NumberOfMessagesDeleted" },
    { ...HOURLY, metric: "emptyReceives", awsMetric: "NumberOfEmptyReceives" },
    { ...HOURLY, metric: "sentBytes", awsMetric: "SentMessageSize" },
    { ...HOURLY, metric: "sentSamples", awsMetric: "SentMessageSize", statistic: "SampleCount" },
  ],
  function: [
    { ...BOTH, metric: "invocations", awsMetric: "Invocations" },
    { ...BOTH, metric: "errors", awsMetric: "Errors" },
    { ...BOTH, metric: "throttles", awsMetric: "Throttles" },
    { ...HOURLY, metric: "durationMs", awsMetric: "Duration" },
  ],
  topic: [
    { ...HOURLY, metric: "published", awsMetric: "NumberOfMessagesPublished" },
    { ...HOURLY, metric: "publishedBytes", awsMetric: "PublishSize" },
    { ...HOURLY, metric: "notified", awsMetric: "NumberOfNotificationsDelivered" },
    { ...HOURLY, metric: "notifyFailed", awsMetric: "NumberOfNotificationsFailed" },
  ],
  "state-machine": [
    { ...HOURLY, metric: "started", awsMetric: "ExecutionsStarted" },
    { ...HOURLY, metric: "failed", awsMetric: "ExecutionsFailed" },
    { ...HOURLY, metric: "succeeded", awsMetric: "ExecutionsSucceeded" },
  ],
  pipe: [{ ...HOURLY, metric: "invocations", awsMetric: "Invocations" }],
};

export const USE_NAMESPACES: Readonly<Record<UseKind, string>> = {
  queue: "AWS/SQS",
  function: "AWS/Lambda",
  topic: "AWS/SNS",
  "state-machine": "AWS/States",
  pipe: "AWS/EventBridge/Pipes",
};

export interface UseSubject {
  readonly kind: UseKind;
  readonly arn: string;
  readonly name: string;
}

/** Under which dimensions CloudWatch keeps the whole of a resource: a function's versions and aliases have others besides. */
export function dimensionsOfUse({ kind, arn, name }: UseSubject): Readonly<Record<string, string>> {
  switch (kind) {
    case "queue":
      return { QueueName: name };
    case "function":
      return { FunctionName: name };
    case "topic":
      return { TopicName: name };
    case "state-machine":
      return { StateMachineArn: arn };
    case "pipe":
      return { PipeName: name };
  }
}

/** The figures of a kind at a width; none where it is not kept so. */
export function figuresOf(kind: UseKind, width: UseWidth): readonly UseFigure[] {
  return USE_FIGURES[kind].filter(({ widths }) => widths.includes(width));
}
