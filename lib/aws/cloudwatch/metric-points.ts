import { GetMetricDataCommand, type MetricStat } from "@aws-sdk/client-cloudwatch";
import { call, type Door } from "../call";

const MOST_QUERIES = 500;

export interface Point {
  readonly at: Date;
  readonly value: number;
}

/**
 * The points of each of these metrics in order of time, one list each in the order asked, in calls of at most 500 metrics,
 * all pages. All must have the same period, in whole minutes. The window grows to whole periods: CloudWatch drops points
 * of a window that its period does not divide.
 */
export async function metricPoints(
  door: Door,
  asked: readonly MetricStat[],
  from: Date,
  until: Date,
): Promise<Point[][]> {
  const periodMs = (asked[0]?.Period ?? 60) * 1000;
  const StartTime = new Date(Math.floor(from.getTime() / periodMs) * periodMs);
  const EndTime = new Date(Math.ceil(until.getTime() / periodMs) * periodMs);
  if (EndTime <= StartTime) return asked.map(() => []);
  const all: Point[][] = [];
  for (let start = 0; start < asked.length; start += MOST_QUERIES) {
    const part = asked.slice(start, start + MOST_QUERIES);
    const points = await pointsOf(door, part, { StartTime, EndTime });
    all.push(...part.map((_, index) => sorted(points.get(`m${index}`))));
  }
  return all;
}

/** Points by query id, all pages: one series may come in several. */
async function pointsOf(
  door: Door,
  asked: readonly MetricStat[],
  window: { readonly StartTime: Date; readonly EndTime: Date },
): Promise<Map<string, Map<number, number>>> {
  const MetricDataQueries = asked.map((MetricStat, index) => ({ Id: `m${index}`, MetricStat }));
  const points = new Map<string, Map<number, number>>();
  let nextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({ ...window, MetricDataQueries, NextToken: nextToken });
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

function sorted(points: ReadonlyMap<number, number> | undefined): Point[] {
  return [...(points ?? [])].sort(([a], [b]) => a - b).map(([at, value]) => ({ at: new Date(at), value }));
}
