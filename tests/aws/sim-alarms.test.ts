import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import {
  ACCOUNT,
  allow,
  aMessage,
  aQueue,
  type Clients,
  clientsOf,
  errorOf,
  REGION,
  rootKeys,
  sim,
} from "./sim-clients";

let simulator: Simulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
  await advance(60 - ((now() / 1000) % 60));
});
afterEach(() => simulator.stop());

const now = () => simulator.world.clock.now();
const advance = (seconds: number) => simulator.world.advance(seconds);

const put = (AlarmName: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
  clients.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: "AWS/SQS",
      MetricName: "ApproximateNumberOfMessagesVisible",
      Dimensions: [{ Name: "QueueName", Value: "dlq" }],
      Statistic: "Maximum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
      ...more,
    }),
  );

async function alarmsOf(input: DescribeAlarmsCommandInput = {}) {
  const { MetricAlarms = [] } = await clients.cloudwatch.send(new DescribeAlarmsCommand(input));
  return MetricAlarms;
}

const alarm = async (name: string) => (await alarmsOf({ AlarmNames: [name] }))[0];

test("an alarm on a dead-letter queue rings when a message is there, and stops when it is gone", async () => {
  const url = await aQueue(clients, "dlq");
  await put("dlq-not-empty");
  await advance(240);
  const before = await alarm("dlq-not-empty");
  await aMessage(clients, url);
  await advance(180);
  const ringing = await alarm("dlq-not-empty");
  const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  await advance(180);
  const after = await alarm("dlq-not-empty");

  expect([before?.StateValue, ringing?.StateValue, after?.StateValue]).toEqual(["OK", "ALARM", "OK"]);
  expect(ringing?.StateReason).toMatch(
    /^Threshold Crossed: 1 out of the last 1 datapoint \[1\.0 \(\d\d\/\d\d\/\d\d \d\d:\d\d:00\)\] was greater than the threshold \(0\.0\) \(minimum 1 datapoint for OK -> ALARM transition\)\.$/,
  );
  expect(JSON.parse(ringing?.StateReasonData ?? "")).toMatchObject({ recentDatapoints: [1], threshold: 0, period: 60 });
});

test("a new alarm is unchecked, with all that was said of it", async () => {
  await put("new", { AlarmDescription: "why", Tags: [{ Key: "team", Value: "shop" }] });

  expect(await alarm("new")).toMatchObject({
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:new`,
    AlarmDescription: "why",
    StateValue: "INSUFFICIENT_DATA",
    StateReason: "Unchecked: Initial alarm creation",
    ActionsEnabled: true,
    Period: 60,
    Threshold: 0,
    Dimensions: [{ Name: "QueueName", Value: "dlq" }],
  });
});

test("two of three datapoints are needed when the alarm says so", async () => {
  const url = await aQueue(clients, "dlq");
  await put("two-of-three", { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  await advance(360);
  await aMessage(clients, url);
  await advance(120);
  const once = await alarm("two-of-three");
  await advance(60);
  const twice = await alarm("two-of-three");

  expect([once?.StateValue, twice?.StateValue]).toEqual(["OK", "ALARM"]);
});

test.each([
  ["missing", "INSUFFICIENT_DATA"],
  ["ignore", "INSUFFICIENT_DATA"],
  ["breaching", "ALARM"],
  ["notBreaching", "OK"],
])("a metric that says nothing, treated as %s, is %s", async (TreatMissingData, value) => {
  await put("silent", { TreatMissingData });
  await advance(180);

  expect(await alarm("silent")).toMatchObject({ StateValue: value });
});

test("a state set by hand lasts until the next look that finds another", async () => {
  await put("by-hand", { TreatMissingData: "notBreaching" });
  await advance(60);
  await clients.cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: "by-hand", StateValue: "ALARM", StateReason: "a drill" }),
  );
  const set = await alarm("by-hand");
  await advance(60);

  expect(set).toMatchObject({ StateValue: "ALARM", StateReason: "a drill" });
  expect((await alarm("by-hand"))?.StateValue).toBe("OK");
});

test("DescribeAlarms filters by prefix, state and page", async () => {
  for (const name of ["a-1", "a-2", "a-3", "b-1"]) await put(name);
  await clients.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: "a-2", StateValue: "OK", StateReason: "" }));

  const first = await clients.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: "a-", MaxRecords: 2 }));
  const second = await clients.cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: "a-", MaxRecords: 2, NextToken: first.NextToken }),
  );

  expect(first.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(["a-1", "a-2"]);
  expect(second.MetricAlarms).toMatchObject([{ AlarmName: "a-3" }]);
  expect(second.NextToken).toBeUndefined();
  expect((await alarmsOf({ StateValue: "OK" })).map(({ AlarmName }) => AlarmName)).toEqual(["a-2"]);
  expect(await alarmsOf({ AlarmTypes: ["CompositeAlarm"] })).toEqual([]);
});

test("deleted alarms are gone, and an unknown one keeps the others", async () => {
  await put("one");
  await put("two");

  const error = await errorOf(clients.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["one", "unknown"] })));
  await clients.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["two"] }));

  expect(error).toMatchObject({ name: "ResourceNotFound", $metadata: { httpStatusCode: 404 } });
  expect((await alarmsOf()).map(({ AlarmName }) => AlarmName)).toEqual(["one"]);
});

test.each<[string, Partial<PutMetricAlarmCommandInput>, RegExp]>([
  ["metric math", { Metrics: [{ Id: "a", Expression: "b" }] }, /not simulated/],
  ["a band", { ComparisonOperator: "GreaterThanUpperThreshold" }, /ComparisonOperator/],
  ["90 seconds", { Period: 90 }, /multiple of 60/],
  ["more than a day", { Period: 60, EvaluationPeriods: 1441 }, /day/],
  ["4 of 3", { EvaluationPeriods: 3, DatapointsToAlarm: 4 }, /DatapointsToAlarm/],
  ["an odd treatment", { TreatMissingData: "panic" }, /TreatMissingData/],
  ["an action on EC2", { AlarmActions: ["arn:aws:automate:us-east-1:ec2:stop"] }, /not simulated/],
])("an alarm with %s is refused in words", async (_, more, message) => {
  const error = await errorOf(put("odd", more));

  expect(error).toMatchObject({ name: "ValidationException", message: expect.stringMatching(message) });
  expect(await alarmsOf()).toEqual([]);
});

test("a topic that lets CloudWatch publish is told of each change of state", async () => {
  const sns = new SNSClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT) });
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "alarms" }));
  const queueArn = `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`;
  const letIn = (Service: string, Action: string, Resource: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service }, Action, Resource }],
    });
  const policy = letIn("cloudwatch.amazonaws.com", "sns:Publish", TopicArn);
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue: policy }));
  const inbox = await aQueue(clients, "inbox", { Policy: letIn("sns.amazonaws.com", "sqs:SendMessage", queueArn) });
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn, Attributes: { RawMessageDelivery: "true" } }),
  );
  await put("told", { TreatMissingData: "breaching", AlarmActions: [TopicArn] });
  await advance(300);

  const { Messages = [] } = await clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: inbox, MaxNumberOfMessages: 10 }),
  );

  expect(Messages.map(({ Body = "" }) => JSON.parse(Body))).toMatchObject([
    {
      AlarmName: "told",
      NewStateValue: "ALARM",
      OldStateValue: "INSUFFICIENT_DATA",
      AWSAccountId: ACCOUNT,
      Trigger: { MetricName: "ApproximateNumberOfMessagesVisible", TreatMissingData: "breaching" },
    },
  ]);
});

test("composite alarms are refused in words", async () => {
  const error = await errorOf(
    clients.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: "c", AlarmRule: "ALARM(one)" })),
  );

  expect(error.message).toMatch(/Composite alarms are not simulated/);
});

test("alarms and their evaluation survive a snapshot", async () => {
  await put("kept", { TreatMissingData: "breaching" });
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  await sim(simulator.url, "POST", "/load", body);
  await advance(120);

  expect((await alarm("kept"))?.StateValue).toBe("ALARM");
});

test("who may not describe alarms is told which action is missing", async () => {
  await sim(simulator.url, "POST", "/setup", {
    users: [{ arn: `arn:aws:iam::${ACCOUNT}:user/ada`, accessKeyId: "AKIAADA1", policies: [allow("sqs:*")] }],
  });
  const ada = clientsOf(simulator.url, { accessKeyId: "AKIAADA1", secretAccessKey: "x" });

  const error = await errorOf(ada.cloudwatch.send(new DescribeAlarmsCommand({})));

  expect(error.message).toMatch(/cloudwatch:DescribeAlarms/);
});
