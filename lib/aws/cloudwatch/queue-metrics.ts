import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { CloudWatch, MetricSeries, QueueMetric } from "../aws";
import { call, type Door } from "../call";

const MOST_QUERIES = 500;
const PERIOD_SECONDS = 60;

/** Which CloudWatch metric, and the statistic that keeps its meaning: a depth or an age is never summed. */
const METRICS: Record<QueueMetric, { readonly name: string; readonly stat: "Maximum" | "Sum" }> = {
  age: { name: "ApproximateAgeOfOldestMessage", stat: "Maximum" },
  sent: { name: "NumberOfMessagesSent", stat: "Sum" },
  received: { name: "NumberOfMessagesReceived", stat: "Sum" },
  deleted: { name: "NumberOfMessagesDeleted", stat: "Sum" },
};

export function cloudWatchOf(door: Door): CloudWatch {
  return {
    async queueMetrics(queueNames, metrics, from, until) {
      const asked = [...new Set(queueNames)].flatMap((queueName) =>
        [...new Set(metrics)].map((metric) => ({ queueName, metric })),
      );
      // The period must divide the window: CloudWatch drops points of a window that does not start on a minute.
      const window = { StartTime: wholeMinute(from, Math.floor), EndTime: wholeMinute(until, Math.ceil) };
      if (window.EndTime <= window.StartTime) return [];
      const series: MetricSeries[] = [];
      for (let start = 0; start < asked.length; start += MOST_QUERIES) {
        const part = asked.slice(start, start + MOST_QUERIES);
        const points = await pointsOf(door, part.map(queryOf), window);
        series.push(...part.map((one, index) => ({ ...one, points: sorted(points.get(`m${index}`)) })));
      }
      return series;
    },
  };
}

interface Window {
  readonly StartTime: Date;
  readonly EndTime: Date;
}

/** Points by query id, all pages: one series may come in several. */
async function pointsOf(
  door: Door,
  queries: MetricDataQuery[],
  window: Window,
): Promise<Map<string, Map<number, number>>> {
  const points = new Map<string, Map<number, number>>();
  let nextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({ ...window, MetricDataQueries: queries, NextToken: nextToken });
    const page = await call(door, { action: "cloudwatch:GetMetricData", timeoutMs: 20_000 }, (wire) =>
      door.clients.cloudwatch.send(command, wire),
    );
    for (const { Id, Timestamps, Values } of page.MetricDataResults ?? []) {
      if (!Id) continue;
      const known = points.get(Id) ?? new Map<number, number>();
      points.set(Id, known);
      Timestamps?.forEach((at, index) => {
        const value = Values?.[index];
        if (value !== undefined) known.set(at.getTime(), value);
      });
    }
    nextToken = page.NextToken || undefined;
  } while (nextToken);
  return points;
}

function queryOf({ queueName, metric }: { queueName: string; metric: QueueMetric }, index: number): MetricDataQuery {
  const { name, stat } = METRICS[metric];
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: { Namespace: "AWS/SQS", MetricName: name, Dimensions: [{ Name: "QueueName", Value: queueName }] },
      Period: PERIOD_SECONDS,
      Stat: stat,
    },
  };
}

function sorted(points: ReadonlyMap<number, number> | undefined): { at: Date; value: number }[] {
  return [...(points ?? [])].sort(([a], [b]) => a - b).map(([at, value]) => ({ at: new Date(at), value }));
}

function wholeMinute(at: Date, round: (minutes: number) => number): Date {
  return new Date(round(at.getTime() / 60_000) * 60_000);
}
