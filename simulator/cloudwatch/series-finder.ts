import type { QueueMetrics } from "../queue-metrics";
import type { Call } from "../service";
import type { MetricName } from "./custom-metrics";
import type { Series } from "./datum";
import { sqsSeries } from "./sqs-series";

/** Finds the series of a metric in the caller's account and Region. A metric asked for in another unit than its own has none. */
export function seriesFinder(call: Call): (metric: MetricName, unit?: string) => Series | undefined {
  const { world, accountId, region } = call;
  const now = world.clock.now();
  world.sqs.tick(now);
  let queues: Map<string, QueueMetrics> | undefined;

  const ofQueue = (metric: MetricName, unit: string | undefined): Series | undefined => {
    const [dimension, more] = metric.dimensions;
    if (dimension?.Name !== "QueueName" || more) return undefined;
    if (unit !== undefined && unit !== unitOf(metric.name)) return undefined;
    queues ??= new Map([...world.sqs.queueMetrics(accountId, region)].map((queue) => [queue.queueName, queue]));
    const queue = queues.get(dimension.Value);
    return queue && sqsSeries(queue, metric.name, world.settings.lateDatapointSeconds * 1000, now);
  };

  const ofService = (metric: MetricName): Series | undefined => {
    const series = world.vended.metrics.series(accountId, region, metric);
    const toldUntil = now - world.settings.lateDatapointSeconds * 1000 - 60_000;
    return series && ((fromMs, toMs) => series(fromMs, Math.min(toMs, toldUntil + 1)));
  };

  return (metric, unit) => {
    if (metric.namespace === "AWS/SQS") return ofQueue(metric, unit);
    if (metric.namespace.startsWith("AWS/")) return ofService(metric);
    return unit === undefined ? world.metrics.series(accountId, region, metric) : undefined;
  };
}

function unitOf(metricName: string): string {
  if (metricName === "ApproximateAgeOfOldestMessage") return "Seconds";
  return metricName === "SentMessageSize" ? "Bytes" : "Count";
}
