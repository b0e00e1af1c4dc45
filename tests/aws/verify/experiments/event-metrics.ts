import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import type { Bench } from "../../battery/bench";
import { aRoute, arrivals, put } from "../../battery/events-bench";
import type { Experiment } from "../experiment";

/** ListMetrics shows a new metric after up to a quarter of an hour. */
const SHOWN_AFTER_SECONDS = 20 * 60;
const SHORT_SECONDS = 5 * 60;

async function combinations(bench: Bench, Name: string, Value: string): Promise<string[]> {
  const list = new ListMetricsCommand({ Namespace: "AWS/Events", Dimensions: [{ Name, Value }] });
  const { Metrics = [] } = await bench.aws.cloudwatch.send(list);
  return Metrics.map(({ MetricName, Dimensions = [] }) => {
    const names = Dimensions.map((dimension) => dimension.Name).sort();
    return `${MetricName}(${names.join("+")})`;
  });
}

export const eventMetrics: Experiment = {
  id: "event-metrics",
  question: "Which combinations of dimensions do the AWS/Events metrics of a custom bus have?",
  run: async (bench, { isLong }) => {
    const { bus, rule, queue } = await aRoute(bench, { source: [{ prefix: "" }] });
    await put(bench, bus, [{}, {}]);
    await arrivals(bench, queue, 2);
    const look = async () => {
      const byRule = await combinations(bench, "RuleName", rule.name);
      return [...new Set([...byRule, ...(await combinations(bench, "EventBusName", bus))])].sort();
    };
    const waited = bench.site.isReal ? (isLong ? SHOWN_AFTER_SECONDS : SHORT_SECONDS) : 1;
    const seen = await bench.eventually(
      look,
      (list) => isLong === false && list.length > 0,
      waited / bench.site.patience,
    );
    return seen.length > 0 ? seen.join(", ") : `None was listed within ${waited} s.`;
  },
};
