import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { addition } from "./amendment";
import { quoted } from "./terraform";

const METRIC = "ApproximateNumberOfMessagesVisible";
const PLACEHOLDER = "Replace the topic by the one that reaches whoever is on call.";

/** An alarm that goes off with the first message that lies in the queue. `name` is that of an alarm to be changed, if any. */
export function alarmFix(queue: ResourceOf<"queue">, name = `${queue.name}-not-empty`): Fix {
  const attributes = {
    alarm_name: name,
    namespace: "AWS/SQS",
    metric_name: METRIC,
    dimensions: { expression: `{ QueueName = ${quoted(queue.name)} }` },
    statistic: "Maximum",
    period: 60,
    evaluation_periods: 1,
    threshold: 0,
    comparison_operator: "GreaterThanThreshold",
    treat_missing_data: "notBreaching",
    alarm_actions: { expression: "[aws_sns_topic.on_call.arn]" },
  };
  const properties = {
    AlarmName: name,
    Namespace: "AWS/SQS",
    MetricName: METRIC,
    Dimensions: [{ Name: "QueueName", Value: queue.name }],
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "notBreaching",
    AlarmActions: [{ intrinsic: "Ref" as const, of: "OnCallTopic" }],
  };
  return addition(
    {
      name,
      terraform: { type: "aws_cloudwatch_metric_alarm", attributes },
      cloudFormation: { type: "AWS::CloudWatch::Alarm", properties },
    },
    PLACEHOLDER,
  );
}
