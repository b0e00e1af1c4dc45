import type { Simulator } from "@/simulator/start";
import { ACCOUNT, REGION } from "./sim-clients";

/** What an AWS service has told CloudWatch of a metric in all, late points included; undefined when it has told nothing. */
export function vendedSum(
  { world }: Simulator,
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>> = {},
): number | undefined {
  const metric = world.vended.metrics
    .list(ACCOUNT, REGION)
    .filter((one) => one.namespace === namespace && one.name === name)
    .find(
      (one) =>
        JSON.stringify(Object.fromEntries(one.dimensions.map(({ Name, Value }) => [Name, Value]))) ===
        JSON.stringify(dimensions),
    );
  return metric && [...metric.minutes.values()].reduce((sum, datum) => sum + datum.sum, 0);
}
