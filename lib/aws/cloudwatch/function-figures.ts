import type { MetricStat } from "@aws-sdk/client-cloudwatch";
import type { Door } from "../call";
import { metricPoints, type Point } from "./metric-points";

export interface FunctionFigures {
  readonly errors: number | null;
  readonly throttles: number | null;
  readonly maxDurationMs: number | null;
}

const METRICS = [
  { name: "Errors", stat: "Sum" },
  { name: "Throttles", stat: "Sum" },
  { name: "Duration", stat: "Maximum" },
] as const;

/** Errors, throttles and the longest run of a function in these minutes; null where there is no datapoint. */
export async function functionFigures(
  door: Door,
  functionName: string,
  from: Date,
  until: Date,
): Promise<FunctionFigures> {
  const Dimensions = [{ Name: "FunctionName", Value: functionName }];
  const asked = METRICS.map(
    ({ name, stat }): MetricStat => ({
      Metric: { Namespace: "AWS/Lambda", MetricName: name, Dimensions },
      Period: 60,
      Stat: stat,
    }),
  );
  const [errors = [], throttles = [], durations = []] = await metricPoints(door, asked, from, until);
  return { errors: sumOf(errors), throttles: sumOf(throttles), maxDurationMs: mostOf(durations) };
}

function sumOf(points: readonly Point[]): number | null {
  return points.length === 0 ? null : points.reduce((sum, { value }) => sum + value, 0);
}

function mostOf(points: readonly Point[]): number | null {
  return points.length === 0 ? null : Math.max(...points.map(({ value }) => value));
}
