import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import {
  CreateEventSourceMappingCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreatePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aQueue, rootKeys, sim } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { aRule, collect, connectReader, peopleOf } from "../inventory/graph-world";

const ROLE = `arn:aws:iam::${SHOP}:role/services`;
const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${SHOP}:${name}`;
const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${SHOP}:function:${name}`;
const streamArn = `arn:aws:kinesis:${REGION}:${SHOP}:stream/clicks`;
const FAILS = [{ fails: { type: "TypeError", message: "x is undefined" } }];

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectReader(world, { isWritable: true })).id;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["scheduler.amazonaws.com", "pipes.amazonaws.com"] },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const policies = [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }];
  const functions = [
    { arn: functionArn("mailer"), behaviour: FAILS, deadLetterArn: queueArn("mailer-dlq") },
    { arn: functionArn("biller"), behaviour: FAILS },
    { arn: functionArn("counter"), behaviour: FAILS },
  ];
  for (const name of DEAD_LETTER_QUEUES) await aQueue(world.aws, name, { Policy: forServices(name) });
  const made = await sim(world.simulator.url, "POST", "/setup", {
    roles: [{ arn: ROLE, trust, policies }],
    functions,
  });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  for (const fail of [failRule, failSubscriptions, failFunctions, failSchedule, failStreams]) await fail();
  await world.simulator.world.advance(400);
  await look(world, accountId);
  await collect(world, accountId);
});
afterAll(() => world.stop());

const DEAD_LETTER_QUEUES = [
  "rule-dlq",
  "news-dlq",
  "raw-dlq",
  "mailer-dlq",
  "biller-dlq",
  "schedule-dlq",
  "mapping-dlq",
  "pipe-dlq",
];

function forServices(name: string): string {
  const Service = ["events.amazonaws.com", "sns.amazonaws.com"];
  const statement = { Effect: "Allow", Principal: { Service }, Action: "sqs:SendMessage", Resource: queueArn(name) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function configFor() {
  const credentials = rootKeys(SHOP);
  return { endpoint: world.simulator.url, region: REGION, credentials, maxAttempts: 1 };
}

async function failRule() {
  const people = peopleOf(world);
  await aRule(people, "paid", [
    { Id: "reports", Arn: queueArn("gone"), DeadLetterConfig: { Arn: queueArn("rule-dlq") } },
  ]);
  const Entries = [{ Source: "shop", DetailType: "order.paid", Detail: '{"id":7}' }];
  await people.events.send(new PutEventsCommand({ Entries }));
}

async function failSubscriptions() {
  const { sns } = peopleOf(world);
  for (const [name, isRaw] of [
    ["news", false],
    ["raw", true],
  ] as const) {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn(`${name}-dlq`) });
    const Attributes = { RedrivePolicy, RawMessageDelivery: String(isRaw) };
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("gone"), Attributes }));
    await sns.send(new PublishCommand({ TopicArn, Message: '{"type":"NewsPublished"}' }));
  }
}

async function failFunctions() {
  const { lambda } = peopleOf(world);
  const DestinationConfig = { OnFailure: { Destination: queueArn("biller-dlq") } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: "biller", DestinationConfig }));
  const Payload = Buffer.from('{"type":"InvoiceDue","id":12345678901234567890}');
  for (const FunctionName of ["mailer", "biller"])
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
}

async function failSchedule() {
  const Target = {
    Arn: queueArn("gone"),
    RoleArn: ROLE,
    Input: '{"type":"NightlyRun"}',
    DeadLetterConfig: { Arn: queueArn("schedule-dlq") },
  };
  const at = new Date(world.simulator.world.clock.now() + 120_000).toISOString().slice(0, 19);
  await new SchedulerClient(configFor()).send(
    new CreateScheduleCommand({
      Name: "nightly",
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target,
    }),
  );
}

async function failStreams() {
  const { requestHandler } = world.aws.sqs.config;
  const kinesis = new KinesisClient({ ...configFor(), requestHandler });
  await kinesis.send(new CreateStreamCommand({ StreamName: "clicks", ShardCount: 1 }));
  await peopleOf(world).lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "counter",
      EventSourceArn: streamArn,
      StartingPosition: "TRIM_HORIZON",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queueArn("mapping-dlq") } },
    }),
  );
  const KinesisStreamParameters = {
    StartingPosition: "TRIM_HORIZON" as const,
    MaximumRetryAttempts: 0,
    DeadLetterConfig: { Arn: queueArn("pipe-dlq") },
  };
  await new PipesClient(configFor()).send(
    new CreatePipeCommand({
      Name: "forward",
      Source: streamArn,
      Target: queueArn("gone"),
      RoleArn: ROLE,
      SourceParameters: { KinesisStreamParameters },
    }),
  );
  await world.simulator.world.advance(40);
  await kinesis.send(new PutRecordCommand({ StreamName: "clicks", Data: Buffer.from("{}"), PartitionKey: "k" }));
}

/** The one class of a dead-letter queue, and how certain its message's origin is. */
async function classIn(name: string) {
  const queue = await seenQueue(world, accountId, name);
  const { items } = await world.ask("listFailedMessages", { queueId: queue.id });
  const [message, ...others] = items;
  if (!message || others.length > 0) throw new Error(`${items.length} messages in ${name}`);
  const failure = await world.ask("getFailureClass", { id: message.classId });
  return { ...failure, certainty: message.originCertainty };
}

test.each([
  [
    "rule-dlq",
    { originKind: "eventbridge-rule", certainty: "certain", anchorName: "paid", causeKind: "missing-target" },
    "order.paid",
    "Invoke gone alone",
  ],
  [
    "news-dlq",
    { originKind: "sns-subscription", certainty: "certain", anchorName: "subscription of news" },
    "NewsPublished",
    "that one subscription",
  ],
  ["raw-dlq", { originKind: "sns-subscription", certainty: "probable" }, "NewsPublished", "that one subscription"],
  [
    "mailer-dlq",
    { originKind: "lambda-async", certainty: "certain", anchorName: "mailer" },
    "InvoiceDue",
    "Invoke mailer",
  ],
  [
    "biller-dlq",
    { originKind: "lambda-destination", certainty: "certain", anchorName: "biller", causeKind: "code-error" },
    "InvoiceDue",
    "Invoke biller",
  ],
  [
    "schedule-dlq",
    { originKind: "scheduler", certainty: "certain", anchorName: "nightly", causeKind: "missing-target" },
    "",
    "Call sqs:sendMessage",
  ],
  [
    "mapping-dlq",
    { originKind: "stream-mapping", certainty: "certain", anchorName: "counter" },
    "pointer to records of Kinesis stream clicks",
    "holds no data",
  ],
  [
    "pipe-dlq",
    { originKind: "pipe", certainty: "certain", anchorName: "forward" },
    "pointer to records of Kinesis stream clicks",
    "holds no data",
  ],
])("what AWS itself put into %s gets its origin, its type and its way back", async (name, wanted, type, wayBack) => {
  const found = await classIn(name);

  expect(found).toMatchObject(wanted);
  if (type !== "") expect(found.messageType).toBe(type);
  expect(found.wayBack).toContain(wayBack);
});

test("a rule's dead letter is refused by the mover, though one queue dead-letters here too", async () => {
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ['{"type":"OrderPlaced"}']);
  const people = peopleOf(world);
  const target = { Id: "mixed", Arn: queueArn("gone"), DeadLetterConfig: { Arn: pair.dlqArn } };
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.dlqUrl, Attributes: { Policy: forServices("orders-dlq") } }),
  );
  await aRule(people, "mixed", [target]);
  await people.events.send(
    new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "order.paid", Detail: "{}" }] }),
  );
  await world.simulator.world.advance(60);
  await look(world, accountId);
  await collect(world, accountId);
  const queue = await seenQueue(world, accountId, "orders-dlq");
  const { items } = await world.ask("listFailedMessages", { queueId: queue.id });
  const planFor = (kind: string) =>
    world.ask("createPlan", {
      action: "redrive",
      driver: "mover",
      selection: { messageIds: items.filter(({ originKind }) => originKind === kind).map(({ id }) => id) },
    });

  const refused = await planFor("eventbridge-rule");
  const allowed = await planFor("sqs-redrive");

  expect(refused.checks.filter(({ result }) => result === "block")).toEqual([
    {
      id: "way-back",
      result: "block",
      text: "1 of these belong to the target of an EventBridge rule: no queue is their way back.",
    },
  ]);
  expect(allowed.checks.filter(({ result }) => result === "block")).toEqual([]);
});
