import type { Door } from "../call";
import { activeMetrics, activeSeries } from "./active-metrics";
import type { CloudWatch } from "./cloud-watch";
import { functionFigures } from "./function-figures";
import { queueMetrics } from "./queue-metrics";
import { ruleMatches } from "./rule-matches";
import { sums } from "./sums";

/** CloudWatch's metrics as one session sees them; its alarms are part of the inventory. */
export function cloudWatchOf(door: Door): CloudWatch {
  return {
    queueMetrics: (queueNames, metrics, from, until) => queueMetrics(door, queueNames, metrics, from, until),
    functionFigures: (functionName, from, until) => functionFigures(door, functionName, from, until),
    ruleMatches: (rules, from, until) => ruleMatches(door, rules, from, until),
    sums: (queries, from, until, periodSeconds) => sums(door, queries, from, until, periodSeconds),
    activeMetrics: (namespace, metric) => activeMetrics(door, namespace, metric),
    activeSeries: (namespace) => activeSeries(door, namespace),
  };
}
