import type { MetricStat } from "@aws-sdk/client-cloudwatch";
import type { Door } from "../call";
import type { MetricSeries, QueueMetric } from "./cloud-watch";
import { metricPoints } from "./metric-points";

const PERIOD_SECONDS = 60;

/** Which CloudWatch metric, and the statistic that keeps its meaning: a depth or an age is never summed. */
const METRICS: Record<QueueMetric, { readonly name: string; readonly stat: "Maximum" | "Sum" }> = {
  age: { name: "ApproximateAgeOfOldestMessage", stat: "Maximum" },
  sent: { name: "NumberOfMessagesSent", stat: "Sum" },
  received: { name: "NumberOfMessagesReceived", stat: "Sum" },
  deleted: { name: "NumberOfMessagesDeleted", stat: "Sum" },
  groups: { name: "ApproximateNumberOfGroupsWithInflightMessages", stat: "Maximum" },
};

/** One series for each queue and metric; empty where CloudWatch told nothing. */
export async function queueMetrics(
  door: Door,
  queueNames: readonly string[],
  metrics: readonly QueueMetric[],
  from: Date,
  until: Date,
): Promise<MetricSeries[]> {
  const asked = [...new Set(queueNames)].flatMap((queueName) =>
    [...new Set(metrics)].map((metric) => ({ queueName, metric })),
  );
  const points = await metricPoints(door, asked.map(statOf), from, until);
  return asked.map((one, index) => ({ ...one, points: points[index] ?? [] }));
}

function statOf({ queueName, metric }: { queueName: string; metric: QueueMetric }): MetricStat {
  const { name, stat } = METRICS[metric];
  const Dimensions = [{ Name: "QueueName", Value: queueName }];
  return { Metric: { Namespace: "AWS/SQS", MetricName: name, Dimensions }, Period: PERIOD_SECONDS, Stat: stat };
}
