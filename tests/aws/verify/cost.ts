/** One line of the bill, at the list price of us-east-1 without any free tier. */
export interface CostItem {
  readonly what: string;
  readonly count: number;
  readonly unit: string;
  readonly dollarsEach: number;
}

/** What one run asks for at the very most; a test counts a run against it. */
export const COSTS: readonly CostItem[] = [
  { what: "SQS requests", count: 15_000, unit: "request", dollarsEach: 0.5 / 1e6 },
  { what: "EventBridge custom events, replays included", count: 1_000, unit: "event", dollarsEach: 1 / 1e6 },
  { what: "EventBridge archive", count: 0.001, unit: "GB", dollarsEach: 0.1 },
  { what: "SNS publishes and deliveries", count: 500, unit: "request", dollarsEach: 0.5 / 1e6 },
  { what: "CloudWatch metrics of our own, for an hour", count: 20, unit: "metric", dollarsEach: 0.3 / 730 },
  { what: "CloudWatch metrics asked for by GetMetricData", count: 2_000, unit: "metric", dollarsEach: 0.01 / 1000 },
  { what: "CloudWatch and CloudWatch Logs requests", count: 1_500, unit: "request", dollarsEach: 0.01 / 1000 },
  { what: "CloudWatch Logs ingestion", count: 0.001, unit: "GB", dollarsEach: 0.5 },
];

export const costOf = ({ count, dollarsEach }: CostItem): number => count * dollarsEach;

export const totalDollars = (): number => COSTS.reduce((sum, item) => sum + costOf(item), 0);
