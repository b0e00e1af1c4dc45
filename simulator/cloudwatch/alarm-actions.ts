import type { World } from "../service";
import { publishFor } from "../sns/publish-for";
import { type Alarm, type AlarmValue, alarmArn } from "./alarms-state";

const ACTIONS = { ALARM: "AlarmActions", OK: "OKActions", INSUFFICIENT_DATA: "InsufficientDataActions" } as const;

/** Tells the topics that the alarm names for its new state; a topic that refuses is passed over, as on AWS. */
export function notifyOf(world: World, alarm: Alarm, before: AlarmValue, now: number): void {
  const { request, accountId, name } = alarm;
  const topics = request[ACTIONS[alarm.value]];
  if (request.ActionsEnabled === false || !Array.isArray(topics)) return;
  const sender = { service: "cloudwatch.amazonaws.com", sourceArn: alarmArn(alarm), accountId, via: "sns" } as const;
  const message = JSON.stringify(notificationOf(alarm, before));
  for (const topic of topics) {
    publishFor(world, sender, String(topic), { message, subject: `${alarm.value}: "${name}" in ${alarm.region}` }, now);
  }
}

function notificationOf(alarm: Alarm, before: AlarmValue) {
  const { rule, request } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmDescription: request.AlarmDescription ?? null,
    AWSAccountId: alarm.accountId,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.changedAt).toISOString().replace("Z", "+0000"),
    NewStateValue: alarm.value,
    NewStateReason: alarm.valueReason,
    StateChangeTime: new Date(alarm.valueChangedAt).toISOString().replace("Z", "+0000"),
    Region: alarm.region,
    AlarmArn: alarmArn(alarm),
    OldStateValue: before,
    OKActions: request.OKActions ?? [],
    AlarmActions: request.AlarmActions ?? [],
    InsufficientDataActions: request.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: rule.metricName,
      Namespace: rule.namespace,
      Statistic: rule.statistic.toUpperCase(),
      Unit: rule.unit ?? null,
      Dimensions: rule.dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
      Period: rule.periodSeconds,
      EvaluationPeriods: rule.evaluationPeriods,
      DatapointsToAlarm: rule.datapointsToAlarm,
      ComparisonOperator: rule.comparison,
      Threshold: rule.threshold,
      TreatMissingData: rule.missingData,
    },
  };
}
