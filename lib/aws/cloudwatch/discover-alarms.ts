import { DescribeAlarmsCommand, type Dimension, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmConfig } from "@/lib/core/inventory/resource";
import { allPages } from "../all-pages";
import type { InventorySource, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf, toldBy } from "../summary";

const LEFT_OUT = [
  "StateValue",
  "StateReason",
  "StateReasonData",
  "StateUpdatedTimestamp",
  "StateTransitionedTimestamp",
  "EvaluationState",
] as const;

/** What CloudWatch says of a state can be a page of datapoints. */
const MOST_REASON_CHARACTERS = 500;

/** Alarms on metrics, metric math among them. Alarms on other alarms watch no queue themselves and are left out. */
export function alarmsSource(door: Door): InventorySource {
  return {
    feature: "alarms",
    kinds: ["alarm"],
    list: () => listAlarms(door),
    // The list has told all.
    describe: async (listed) => ({
      config: alarmConfigOf(toldBy<MetricAlarm>(listed)),
      observed: listed.observed ?? {},
    }),
  };
}

async function listAlarms(door: Door): Promise<Listed[]> {
  const alarms = await allPages(async (NextToken) => {
    const command = new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm"], MaxRecords: 100, NextToken });
    const page = await call(door, { action: "cloudwatch:DescribeAlarms", isControlPlane: true }, (wire) =>
      door.clients.cloudwatch.send(command, wire),
    );
    return { items: page.MetricAlarms, next: page.NextToken };
  });
  return alarms.flatMap((alarm): Listed[] => {
    const { AlarmArn: arn, AlarmName: name, StateValue, StateReason } = alarm;
    const { StateTransitionedTimestamp, StateUpdatedTimestamp } = alarm;
    if (!arn || !name) return [];
    const observed = {
      state: StateValue,
      stateReason: StateReason?.slice(0, MOST_REASON_CHARACTERS),
      stateSince: (StateTransitionedTimestamp ?? StateUpdatedTimestamp)?.toISOString(),
    };
    return [{ kind: "alarm", arn, name, summary: summaryOf(alarm, LEFT_OUT), observed }];
  });
}

export function alarmConfigOf(told: Partial<MetricAlarm>): AlarmConfig {
  const metrics = (told.Metrics ?? []).flatMap(({ MetricStat }) => {
    const { Namespace: namespace, MetricName: metricName, Dimensions } = MetricStat?.Metric ?? {};
    return namespace && metricName ? [{ namespace, metricName, dimensions: dimensionsOf(Dimensions) }] : [];
  });
  return {
    namespace: told.Namespace ?? null,
    metricName: told.MetricName ?? null,
    dimensions: dimensionsOf(told.Dimensions),
    metrics,
    statistic: told.Statistic ?? told.ExtendedStatistic ?? null,
    threshold: told.Threshold ?? null,
    comparison: told.ComparisonOperator ?? null,
    hasActions: told.ActionsEnabled !== false && (told.AlarmActions ?? []).length > 0,
    missingData: told.TreatMissingData ?? "missing",
  };
}

function dimensionsOf(dimensions: readonly Dimension[] | undefined): Record<string, string> {
  return Object.fromEntries((dimensions ?? []).flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value]] : [])));
}
