import { expect, test } from "vitest";
import { billedUnits } from "./billed-units";

const body = (bytes: number) => ({ MessageBody: "x".repeat(bytes) });

test.each([
  ["ten small messages are one request", { Entries: Array.from({ length: 10 }, () => body(1_000)) }, 1],
  ["64 KiB are one request", { Entries: [body(65_536)] }, 1],
  ["one byte more is two", { Entries: [body(65_537)] }, 2],
  ["a megabyte is sixteen", { Entries: [body(1_048_576)] }, 16],
  [
    "attributes count too",
    { Entries: [{ ...body(65_530), MessageAttributes: { a: { DataType: "String", StringValue: "b" } } }] },
    2,
  ],
])("sending: %s", (_, input, units) => {
  expect(billedUnits("sqs:SendMessage", input, {})).toBe(units);
});

test("receiving is billed by what came", () => {
  const output = { Messages: [{ Body: "x".repeat(100_000) }, { Body: "ü".repeat(50_000) }] };

  expect(billedUnits("sqs:ReceiveMessage", {}, output)).toBe(4);
});

test("an empty answer and a failed call are one request each", () => {
  expect([billedUnits("sqs:ReceiveMessage", {}, {}), billedUnits("sqs:ListQueues", {}, undefined)]).toEqual([1, 1]);
});

test("a list of alarms and each call to SNS are one request", () => {
  expect([billedUnits("cloudwatch:DescribeAlarms", {}, {}), billedUnits("sns:ListTopics", {}, {})]).toEqual([1, 1]);
});

test("CloudWatch bills each metric asked for", () => {
  expect(billedUnits("cloudwatch:GetMetricData", { MetricDataQueries: [{}, {}, {}] }, {})).toBe(3);
});

test("up to five statistics of one metric are billed as one", () => {
  const query = (MetricName: string, Stat: string) => ({ MetricStat: { Metric: { MetricName }, Stat } });
  const six = ["Sum", "SampleCount", "Average", "Minimum", "Maximum", "p99"].map((stat) => query("Size", stat));
  const billedFor = (MetricDataQueries: unknown[]) =>
    billedUnits("cloudwatch:GetMetricData", { MetricDataQueries }, {});

  expect([billedFor(six.slice(0, 5)), billedFor(six), billedFor([...six.slice(0, 2), query("Sent", "Sum")])]).toEqual([
    1, 2, 2,
  ]);
});

test("sessions and Lambda's lists are free", () => {
  expect([billedUnits("sts:AssumeRole", {}, {}), billedUnits("lambda:ListEventSourceMappings", {}, {})]).toEqual([
    0, 0,
  ]);
});
