import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { allPages } from "../all-pages";
import { call, type Door } from "../call";
import type { ActiveSeries } from "./cloud-watch";

/** Of one metric the dimensions under which it had a datapoint within about three hours; a new one is up to 15 min late. */
export async function activeMetrics(
  door: Door,
  namespace: string,
  metric: string,
): Promise<Readonly<Record<string, string>>[]> {
  return (await activeSeries(door, namespace, metric)).map(({ dimensions }) => dimensions);
}

/** The same of all metrics of a namespace, or of one of them, each with its name. */
export async function activeSeries(door: Door, Namespace: string, MetricName?: string): Promise<ActiveSeries[]> {
  const metrics = await allPages(async (NextToken) => {
    const command = new ListMetricsCommand({ Namespace, MetricName, RecentlyActive: "PT3H", NextToken });
    const page = await call(door, { action: "cloudwatch:ListMetrics", isControlPlane: true }, (wire) =>
      door.clients.cloudwatch.send(command, wire),
    );
    return { items: page.Metrics, next: page.NextToken };
  });
  return metrics.map(({ MetricName: metric = "", Dimensions = [] }) => ({
    metric,
    dimensions: Object.fromEntries(Dimensions.flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value]] : []))),
  }));
}
