import type { Door } from "../call";
import type { MetricSum, SumQuery } from "./cloud-watch";
import { metricPoints } from "./metric-points";

/** The sums (or what a query asks for instead) of each metric per period, one list each in the order asked. What CloudWatch did not tell is absent, never 0. */
export function sums(
  door: Door,
  queries: readonly SumQuery[],
  from: Date,
  until: Date,
  periodSeconds: number,
): Promise<MetricSum[][]> {
  const asked = queries.map(({ namespace: Namespace, metric: MetricName, dimensions, statistic = "Sum" }) => ({
    Metric: {
      Namespace,
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodSeconds,
    Stat: statistic,
  }));
  return metricPoints(door, asked, from, until);
}
