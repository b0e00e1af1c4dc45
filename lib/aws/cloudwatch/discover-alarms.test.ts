import { expect, test } from "vitest";
import { alarmConfigOf } from "./discover-alarms";

test("an alarm on metric math watches every metric that it computes with", () => {
  const visible = {
    Namespace: "AWS/SQS",
    MetricName: "ApproximateNumberOfMessagesVisible",
    Dimensions: [{ Name: "QueueName", Value: "orders-dlq" }],
  };
  const hidden = { ...visible, MetricName: "ApproximateNumberOfMessagesNotVisible" };

  const config = alarmConfigOf({
    AlarmActions: ["arn:aws:sns:eu-west-1:1:pager"],
    Threshold: 0,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "notBreaching",
    Metrics: [
      { Id: "sum", Expression: "a + b", ReturnData: true },
      { Id: "a", MetricStat: { Metric: visible, Period: 60, Stat: "Maximum" }, ReturnData: false },
      { Id: "b", MetricStat: { Metric: hidden, Period: 60, Stat: "Maximum" }, ReturnData: false },
    ],
  });

  const dimensions = { QueueName: "orders-dlq" };
  expect(config).toEqual({
    namespace: null,
    metricName: null,
    dimensions: {},
    metrics: [
      { namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", dimensions },
      { namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesNotVisible", dimensions },
    ],
    statistic: null,
    threshold: 0,
    comparison: "GreaterThanThreshold",
    hasActions: true,
    missingData: "notBreaching",
  });
});

test("an alarm on a percentile says which", () => {
  expect(alarmConfigOf({ ExtendedStatistic: "p99" }).statistic).toBe("p99");
});
