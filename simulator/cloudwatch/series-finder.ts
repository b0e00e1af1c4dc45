import type { QueueMetrics } from "../queue-metrics";
import type { World } from "../service";
import type { MetricName } from "./custom-metrics";
import type { Series } from "./datum";
import { sqsSeries } from "./sqs-series";
import { unitOf } from "./units";
import type { Place } from "./vended-metrics";

export type FindSeries = (metric: MetricName, unit?: string) => Series | undefined;

/**
 * Finds the series of a metric in an account and Region as they were told by `now`. Dimensions must be the metric's
 * own, all of them; a metric asked for in another unit than its own has no data.
 */
export function seriesFinder(world: World, { accountId, region }: Place, now: number): FindSeries {
  world.sqs.tick(now);
  const lateMs = world.settings.lateDatapointSeconds * 1000;
  let queues: Map<string, QueueMetrics> | undefined;

  const ofQueue = (metric: MetricName): Series | undefined => {
    const [dimension, more] = metric.dimensions;
    if (dimension?.Name !== "QueueName" || more) return undefined;
    queues ??= new Map([...world.sqs.queueMetrics(accountId, region)].map((queue) => [queue.queueName, queue]));
    const queue = queues.get(dimension.Value);
    return queue && sqsSeries(queue, metric.name, lateMs, now);
  };

  const ofService = (metric: MetricName): Series | undefined => {
    const series = world.vended.metrics.series(accountId, region, metric);
    const toldUntil = now - lateMs - 60_000;
    return series && ((fromMs, toMs) => series(fromMs, Math.min(toMs, toldUntil + 1)));
  };

  return (metric, unit) => {
    if (!metric.namespace.startsWith("AWS/")) return world.metrics.series(accountId, region, metric, unit);
    if (unit !== undefined && unit !== unitOf(metric.namespace, metric.name)) return undefined;
    return metric.namespace === "AWS/SQS" ? ofQueue(metric) : ofService(metric);
  };
}
