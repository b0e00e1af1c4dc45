import type { CloudWatch } from "../aws";
import type { Door } from "../call";
import { queueMetrics } from "./queue-metrics";
import { ruleMatches } from "./rule-matches";

/** CloudWatch's metrics as one session sees them; its alarms are part of the inventory. */
export function cloudWatchOf(door: Door): CloudWatch {
  return {
    queueMetrics: (queueNames, metrics, from, until) => queueMetrics(door, queueNames, metrics, from, until),
    ruleMatches: (rules, from, until) => ruleMatches(door, rules, from, until),
  };
}
