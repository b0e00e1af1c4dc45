import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { allPages } from "../all-pages";
import { call, type Door } from "../call";

/** Of one metric the dimensions under which it had a datapoint within about three hours; a new one is up to 15 min late. */
export async function activeMetrics(
  door: Door,
  Namespace: string,
  MetricName: string,
): Promise<Readonly<Record<string, string>>[]> {
  const metrics = await allPages(async (NextToken) => {
    const command = new ListMetricsCommand({ Namespace, MetricName, RecentlyActive: "PT3H", NextToken });
    const page = await call(door, { action: "cloudwatch:ListMetrics", isControlPlane: true }, (wire) =>
      door.clients.cloudwatch.send(command, wire),
    );
    return { items: page.Metrics, next: page.NextToken };
  });
  return metrics.map(({ Dimensions = [] }) =>
    Object.fromEntries(Dimensions.flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value]] : []))),
  );
}
