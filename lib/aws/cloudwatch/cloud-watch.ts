import type { FunctionFigures } from "./function-figures";

export interface MetricSeries {
  readonly queueName: string;
  readonly metric: QueueMetric;
  /** One-minute points; a minute without a datapoint is absent, never 0. */
  readonly points: readonly { readonly at: Date; readonly value: number }[];
}
/** *groups*: message groups of a FIFO queue in which something is in flight; other queues have none. */
export type QueueMetric = "age" | "sent" | "received" | "deleted" | "groups";

export interface CloudWatch {
  /** AWS/SQS metrics of these queues, one query per metric, at most 500 a call, all pages. Each metric asked for is billed. */
  queueMetrics(
    queueNames: readonly string[],
    metrics: readonly QueueMetric[],
    from: Date,
    until: Date,
  ): Promise<MetricSeries[]>;
  /**
   * What a function's runs amounted to in these minutes, all its versions together. Three metrics are billed. Null where
   * CloudWatch told nothing, which is not 0: its points come a minute or three late.
   */
  functionFigures(functionName: string, from: Date, until: Date): Promise<FunctionFigures>;
  /**
   * For each rule the hours in which it was triggered, by an event or by its schedule, and how often. One metric each is
   * billed. Absent hours had nothing, or were not told.
   */
  ruleMatches(
    rules: readonly { readonly arn: string; readonly name: string; readonly busName: string }[],
    from: Date,
    until: Date,
  ): Promise<{ readonly arn: string; readonly hours: readonly MetricSum[] }[]>;
  /**
   * Sums (or what a query asks for instead) of any metrics per period, one list each in the order asked, at most 500 metrics a call, all pages. What was not
   * told is absent, never 0. Each metric asked for is billed.
   */
  sums(queries: readonly SumQuery[], from: Date, until: Date, periodSeconds: number): Promise<MetricSum[][]>;
  /**
   * Of one metric the dimensions under which it had a datapoint within about three hours, all pages of 500; one that is
   * new is up to 15 minutes late. Each page is billed as one call.
   */
  activeMetrics(namespace: string, metric: string): Promise<Readonly<Record<string, string>>[]>;
  /** The same for all metrics of a namespace at once: one call for each 500 of them, instead of one for each metric. */
  activeSeries(namespace: string): Promise<ActiveSeries[]>;
}

export interface SumQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Sum unless told. Several statistics of one metric cost as much as one. */
  readonly statistic?: "Sum" | "SampleCount" | "p95";
}
export interface ActiveSeries {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}
export interface MetricSum {
  readonly at: Date;
  readonly value: number;
}
