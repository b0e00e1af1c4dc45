import type { MetricStat } from "@aws-sdk/client-cloudwatch";
import { ruleDimensions } from "@/lib/core/events/event-figures";
import type { Door } from "../call";
import type { CloudWatch, MetricSum } from "./cloud-watch";
import { metricPoints } from "./metric-points";

type Rule = Parameters<CloudWatch["ruleMatches"]>[0][number];

const PERIOD_SECONDS = 3600;

/**
 * The hours in which each rule was triggered. TriggeredRules and not MatchedEvents: scheduled rules match no event, and
 * not every list of EventBridge's metrics has MatchedEvents per rule. EventBridge tells its metrics at best effort.
 */
export async function ruleMatches(
  door: Door,
  rules: readonly Rule[],
  from: Date,
  until: Date,
): Promise<{ arn: string; hours: MetricSum[] }[]> {
  const points = await metricPoints(door, rules.map(statOf), from, until);
  return rules.map(({ arn }, index) => ({
    arn,
    hours: (points[index] ?? []).filter(({ value }) => value > 0),
  }));
}

function statOf({ name, busName }: Rule): MetricStat {
  const dimensions = Object.entries(ruleDimensions(busName, name));
  const Dimensions = dimensions.map(([Name, Value]) => ({ Name, Value }));
  return {
    Metric: { Namespace: "AWS/Events", MetricName: "TriggeredRules", Dimensions },
    Period: PERIOD_SECONDS,
    Stat: "Sum",
  };
}
