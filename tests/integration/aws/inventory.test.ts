import { createHash } from "node:crypto";
import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreatePipeCommand } from "@aws-sdk/client-pipes";
import { CreateScheduleCommand, CreateScheduleGroupCommand } from "@aws-sdk/client-scheduler";
import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AwsSession, Listed } from "@/lib/aws/aws";
import { arn, CODE, DEFINITION, DEPTH, furnish, HOURLY, ROLE, type RootClients, readAll } from "./inventory-world";
import { arnOf, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

const LETTERS = arnOf("letters");
const ORDERS = arnOf("things");

let sim: SimulatedAws;
let clients: RootClients;
let session: AwsSession;
beforeEach(async () => {
  sim = await startSimulatedAws();
  clients = await furnish(sim.simulator.url);
  session = sim.session({ role: "read", purpose: "inventory" });
});
afterEach(() => sim.stop());

const read = async (kind: Listed["kind"], name: string) => {
  const found = (await readAll(session, kind)).find((one) => one.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
};

test("a bus has its policy and its dead-letter queue", async () => {
  await clients.events.send(new CreateEventBusCommand({ Name: "shop", DeadLetterConfig: { Arn: LETTERS } }));
  await clients.events.send(
    new PutPermissionCommand({
      EventBusName: "shop",
      StatementId: "a",
      Action: "events:PutEvents",
      Principal: "222222222222",
    }),
  );

  const [standard, shop] = [await read("bus", "default"), await read("bus", "shop")];

  expect(standard.config).toEqual({ policy: null, kmsKeyId: null, deadLetterArn: null });
  expect(shop).toMatchObject({
    arn: arn("events", "event-bus/shop"),
    config: { kmsKeyId: null, deadLetterArn: LETTERS },
  });
  expect("policy" in shop.config && shop.config.policy).toContain("222222222222");
});

test("a rule has its bus, its pattern and all its targets, with AWS's defaults left open", async () => {
  await clients.events.send(new CreateEventBusCommand({ Name: "shop" }));
  const pattern = '{"source":["shop"]}';
  await clients.events.send(new PutRuleCommand({ Name: "paid", EventBusName: "shop", EventPattern: pattern }));
  const Targets = [
    {
      Id: "a",
      Arn: ORDERS,
      DeadLetterConfig: { Arn: LETTERS },
      RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      InputPath: "$.detail",
    },
    { Id: "b", Arn: arn("lambda", "function:ship"), Input: "{}" },
    { Id: "c", Arn: arn("events", "event-bus/default"), RoleArn: ROLE },
  ];
  await clients.events.send(new PutTargetsCommand({ Rule: "paid", EventBusName: "shop", Targets }));

  const rule = await read("rule", "paid");

  const sent = (input: string) => ({ input, inputSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const plain = { roleArn: null, deadLetterArn: null, maxRetries: null, maxAgeSeconds: null, messageGroupId: null };
  expect(rule.arn).toBe(arn("events", "rule/shop/paid"));
  expect(rule.config).toEqual({
    busName: "shop",
    busArn: arn("events", "event-bus/shop"),
    isEnabled: true,
    eventPattern: pattern,
    scheduleExpression: null,
    managedBy: null,
    targets: [
      { ...plain, id: "a", arn: ORDERS, deadLetterArn: LETTERS, maxRetries: 0, maxAgeSeconds: 60, ...sent("path") },
      { ...plain, id: "b", arn: arn("lambda", "function:ship"), ...sent("constant") },
      { ...plain, id: "c", arn: arn("events", "event-bus/default"), roleArn: ROLE, input: "event", inputSha256: null },
    ],
  });
});

test("a scheduled rule that is switched off lies on the default bus", async () => {
  await clients.events.send(
    new PutRuleCommand({ Name: "nightly", ScheduleExpression: "rate(1 day)", State: "DISABLED" }),
  );

  const rule = await read("rule", "nightly");

  expect(rule.arn).toBe(arn("events", "rule/nightly"));
  expect(rule.config).toMatchObject({
    busName: "default",
    busArn: arn("events", "event-bus/default"),
    isEnabled: false,
    eventPattern: null,
    scheduleExpression: "rate(1 day)",
    targets: [],
  });
});

test("an archive is read with its retention, and its rule as one that a service manages", async () => {
  const EventSourceArn = arn("events", "event-bus/default");
  await clients.events.send(
    new CreateArchiveCommand({
      ArchiveName: "all",
      EventSourceArn,
      RetentionDays: 30,
      EventPattern: '{"source":["shop"]}',
    }),
  );

  const archive = await read("archive", "all");
  const [rule] = await readAll(session, "rule");

  expect(archive.arn).toBe(arn("events", "archive/all"));
  expect(archive.config).toEqual({
    busArn: EventSourceArn,
    retentionDays: 30,
    eventPattern: '{"source":["shop"]}',
    state: "ENABLED",
  });
  expect(archive.observed).toMatchObject({ eventCount: 0, sizeBytes: 0 });
  expect(rule?.config).toMatchObject({ managedBy: "prod.vhs.events.aws.internal" });
});

test("topics and subscriptions have their policies, filters and dead-letter queues", async () => {
  await clients.sns.send(
    new CreateTopicCommand({ Name: "news.fifo", Attributes: { FifoTopic: "true", KmsMasterKeyId: "alias/news" } }),
  );
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: "orders" }));
  const { SubscriptionArn } = await clients.sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: ORDERS,
      Attributes: {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: LETTERS }),
        RawMessageDelivery: "true",
        FilterPolicy: '{"kind":["paid"]}',
      },
    }),
  );

  const topics = await readAll(session, "topic");
  const [subscription] = await readAll(session, "subscription");

  expect(topics.map(({ name, config }) => ({ name, ...config, policy: "…" }))).toEqual([
    { name: "news.fifo", isFifo: true, policy: "…", kmsKeyId: "alias/news" },
    { name: "orders", isFifo: false, policy: "…", kmsKeyId: null },
  ]);
  expect(topics[1]?.observed).toEqual({ subscriptionsConfirmed: 1, subscriptionsPending: 0 });
  expect(subscription).toMatchObject({ arn: SubscriptionArn, name: "orders/things" });
  expect(subscription?.config).toEqual({
    topicArn: TopicArn,
    protocol: "sqs",
    endpoint: ORDERS,
    deadLetterArn: LETTERS,
    isRaw: true,
    filterPolicy: '{"kind":["paid"]}',
    isConfirmed: true,
  });
});

test("subscriptions that wait for confirmation have no ARN at AWS: each is told by its endpoint, always the same way", async () => {
  const { TopicArn } = await clients.sns.send(new CreateTopicCommand({ Name: "orders" }));
  for (const Endpoint of ["ada@example.com", "bob@example.com"])
    await clients.sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint }));

  const [once, again] = [await readAll(session, "subscription"), await readAll(session, "subscription")];

  expect(new Set(once.map((one) => one.arn)).size).toBe(2);
  expect(again.map((one) => one.arn)).toEqual(once.map((one) => one.arn));
  const ada = once.find(({ name }) => name === "orders/ada@example.com");
  expect(ada?.config).toMatchObject({ endpoint: "ada@example.com", isConfirmed: false, deadLetterArn: null });
  expect(await sim.callCount("sns:GetSubscriptionAttributes")).toBe(0);
});

test("a function has the asynchronous settings of each alias, and its environment is not looked at", async () => {
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: "ship",
      ...CODE,
      Timeout: 20,
      MemorySize: 512,
      Architectures: ["arm64"],
      DeadLetterConfig: { TargetArn: LETTERS },
      Environment: { Variables: { SECRET: "hunter2" } },
    }),
  );
  await clients.lambda.send(new CreateAliasCommand({ FunctionName: "ship", Name: "live", FunctionVersion: "$LATEST" }));
  const DestinationConfig = { OnFailure: { Destination: LETTERS }, OnSuccess: { Destination: ORDERS } };
  await clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: "ship", MaximumRetryAttempts: 0, DestinationConfig }),
  );
  await clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: "ship", Qualifier: "live", MaximumEventAgeInSeconds: 60 }),
  );

  const ship = await read("function", "ship");

  expect(ship.config).toEqual({
    runtime: "nodejs22.x",
    timeoutSeconds: 20,
    roleArn: ROLE,
    codeSha256: createHash("sha256").update("code").digest("base64"),
    deadLetterArn: LETTERS,
    logGroup: "/aws/lambda/ship",
    reservedConcurrency: null,
    memoryMb: 512,
    architecture: "arm64",
    async: [
      { qualifier: "$LATEST", maxRetries: 0, maxAgeSeconds: null, onFailureArn: LETTERS, onSuccessArn: ORDERS },
      { qualifier: "live", maxRetries: null, maxAgeSeconds: 60, onFailureArn: null, onSuccessArn: null },
    ],
  });
  expect(ship.summary).toMatchObject({ CodeSha256: expect.anything(), RevisionId: expect.anything() });
  expect(JSON.stringify(ship)).not.toContain("hunter2");
});

test("mappings of queues and streams are told by the list alone", async () => {
  await clients.lambda.send(new CreateFunctionCommand({ FunctionName: "ship", ...CODE }));
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "ship",
      EventSourceArn: ORDERS,
      BatchSize: 5,
      Enabled: false,
      ScalingConfig: { MaximumConcurrency: 4 },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["paid"]}}' }] },
    }),
  );
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "ship",
      EventSourceArn: arn("kinesis", "stream/clicks"),
      StartingPosition: "LATEST",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: LETTERS } },
    }),
  );

  const [ofQueue, ofStream] = [await read("mapping", "ship/things"), await read("mapping", "ship/clicks")];

  const functionArn = arn("lambda", "function:ship");
  expect(ofQueue.config).toEqual({
    functionArn,
    sourceArn: ORDERS,
    isEnabled: false,
    batchSize: 5,
    batchWindowSeconds: null,
    maxConcurrency: 4,
    reportsBatchItemFailures: true,
    filterPatterns: ['{"body":{"kind":["paid"]}}'],
    onFailureArn: null,
    doesBisect: false,
    maxRetries: null,
    maxAgeSeconds: null,
  });
  expect(ofQueue.observed).toMatchObject({ state: "Disabled", lastResult: "No records processed" });
  expect(ofStream.config).toMatchObject({
    sourceArn: arn("kinesis", "stream/clicks"),
    isEnabled: true,
    batchSize: 100,
    maxConcurrency: null,
    onFailureArn: LETTERS,
    doesBisect: true,
    maxRetries: 3,
    maxAgeSeconds: 3600,
  });
});

test("a pipe has its ends, its filters and what becomes of stream records that fail", async () => {
  await clients.pipes.send(
    new CreatePipeCommand({
      Name: "clicks",
      Source: arn("kinesis", "stream/clicks"),
      Target: ORDERS,
      RoleArn: ROLE,
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"data":{"kind":["buy"]}}' }] },
        KinesisStreamParameters: {
          StartingPosition: "LATEST",
          DeadLetterConfig: { Arn: LETTERS },
          MaximumRetryAttempts: 2,
          MaximumRecordAgeInSeconds: 600,
        },
      },
      TargetParameters: { SqsQueueParameters: { MessageGroupId: "one" } },
    }),
  );

  const pipe = await read("pipe", "clicks");

  expect(pipe.config).toEqual({
    sourceArn: arn("kinesis", "stream/clicks"),
    targetArn: ORDERS,
    enrichmentArn: null,
    isRunning: true,
    roleArn: ROLE,
    deadLetterArn: LETTERS,
    maxRetries: 2,
    maxAgeSeconds: 600,
    filterPatterns: ['{"data":{"kind":["buy"]}}'],
    messageGroupId: "one",
    hasInputTemplate: false,
  });
  expect(pipe.observed.state).toBe("CREATING");
});

test("a schedule is found in whatever group it lies", async () => {
  await clients.scheduler.send(new CreateScheduleGroupCommand({ Name: "reports" }));
  const RetryPolicy = { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 };
  const Target = { Arn: ORDERS, RoleArn: ROLE, DeadLetterConfig: { Arn: LETTERS }, RetryPolicy };
  await clients.scheduler.send(
    new CreateScheduleCommand({ Name: "daily", GroupName: "reports", State: "DISABLED", ...HOURLY, Target }),
  );

  const schedule = await read("schedule", "daily");

  expect(schedule.arn).toBe(arn("scheduler", "schedule/reports/daily"));
  expect(schedule.config).toEqual({
    groupName: "reports",
    expression: "rate(1 hour)",
    isEnabled: false,
    targetArn: ORDERS,
    roleArn: ROLE,
    deadLetterArn: LETTERS,
    maxRetries: 1,
    maxAgeSeconds: 120,
    messageGroupId: null,
  });
});

test("a state machine is known by a fingerprint of its definition", async () => {
  await clients.sfn.send(
    new CreateStateMachineCommand({ name: "saga", definition: DEFINITION, roleArn: ROLE, type: "EXPRESS" }),
  );

  const machine = await read("state-machine", "saga");

  expect(machine.config).toEqual({
    type: "EXPRESS",
    roleArn: ROLE,
    definitionSha256: createHash("sha256").update(DEFINITION).digest("hex"),
    functionArns: [],
    logLevel: "OFF",
  });
});

test("an alarm is told by the list alone, with whether it tells anybody", async () => {
  await clients.cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: "quiet", ...DEPTH }));
  const AlarmActions = [arn("sns", "pager")];
  await clients.cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: "loud", ...DEPTH, AlarmActions }));
  await clients.cloudwatch.send(
    new PutMetricAlarmCommand({ AlarmName: "muted", ...DEPTH, AlarmActions, ActionsEnabled: false }),
  );

  const [loud, muted, quiet] = await readAll(session, "alarm");

  expect([loud, muted, quiet].map((one) => one && "hasActions" in one.config && one.config.hasActions)).toEqual([
    true,
    false,
    false,
  ]);
  expect(quiet?.config).toEqual({
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: "letters" },
    metrics: [],
    statistic: "Maximum",
    threshold: 0,
    comparison: "GreaterThanThreshold",
    hasActions: false,
    missingData: "missing",
  });
  expect(quiet?.observed.state).toBe("INSUFFICIENT_DATA");
});
