import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  type Target,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { DeleteQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, aQueue, type Clients, clientsOf, errorOf, REGION, rootKeys, sim } from "./sim-clients";
import { vendedSum } from "./vended-sum";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/scheduler`;
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const arnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

let simulator: Simulator;
let clients: Clients;
let scheduler: SchedulerClient;
let orders: string;
let letters: string;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  clients = clientsOf(simulator.url);
  scheduler = new SchedulerClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
  });
  orders = await aQueue(clients, "orders");
  letters = await aQueue(clients, "scheduler-dlq");
  await sim(simulator.url, "POST", "/setup", { roles: [{ arn: ROLE, trust: TRUST, policies: [allow("*")] }] });
});
afterEach(() => simulator.stop());

function aSchedule(target: Partial<Target> = {}, more: Partial<CreateScheduleCommandInput> = {}) {
  const Target = {
    Arn: arnOf("orders"),
    RoleArn: ROLE,
    Input: '{"n":1}',
    DeadLetterConfig: { Arn: arnOf("scheduler-dlq") },
    ...target,
  };
  return scheduler.send(
    new CreateScheduleCommand({
      Name: "nightly",
      ScheduleExpression: "rate(5 minutes)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target,
      ...more,
    }),
  );
}

async function messagesOf(QueueUrl: string) {
  const { Messages } = await clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return (Messages ?? []).map(({ Body, MessageAttributes }) => ({
    body: Body,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  }));
}

const sumOf = (name: string, group?: string) =>
  vendedSum(simulator, "AWS/Scheduler", name, group === undefined ? {} : { ScheduleGroup: group });

const advance = (seconds: number) => simulator.world.advance(seconds);
const inTwoMinutes = () => `at(${new Date(simulator.world.clock.now() + 120_000).toISOString().slice(0, 19)})`;

test("a rate delivers when it begins and after every interval", async () => {
  await aSchedule();

  await advance(11 * 60);

  expect(await messagesOf(orders)).toHaveLength(3);
});

test("a one-time schedule runs once and goes when it is told to", async () => {
  await aSchedule({}, { ScheduleExpression: inTwoMinutes(), ActionAfterCompletion: "DELETE" });

  await advance(3600);

  expect(await messagesOf(orders)).toEqual([{ body: '{"n":1}', attributes: {} }]);
  expect((await scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
});

test("a universal target makes the call that its input describes, with the context filled in", async () => {
  const Input = JSON.stringify({
    QueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/orders`,
    MessageBody: "at <aws.scheduler.scheduled-time>, try <aws.scheduler.attempt-number>",
    MessageAttributes: { kind: { DataType: "String", StringValue: "night" } },
  });
  await aSchedule({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", Input });

  await advance(1);

  expect(await messagesOf(orders)).toEqual([
    { body: expect.stringMatching(/^at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, try 1$/), attributes: { kind: "night" } },
  ]);
});

test("a missing target goes to the dead-letter queue at once, with the documented attributes", async () => {
  const { ScheduleArn } = await aSchedule({ Arn: arnOf("gone") }, { ScheduleExpression: inTwoMinutes() });

  await advance(180);

  const [letter, ...more] = await messagesOf(letters);
  expect(more).toEqual([]);
  expect(JSON.parse(letter!.body!)).toEqual({ MessageBody: '{"n":1}', QueueUrl: `${simulator.url}/${ACCOUNT}/gone` });
  expect(letter!.attributes).toEqual({
    ERROR_CODE: "AWS.SimpleQueueService.NonExistentQueue",
    ERROR_MESSAGE: "The specified queue does not exist.",
    EXECUTION_ID: expect.any(String),
    IS_PAYLOAD_TRUNCATED: "false",
    RETRY_ATTEMPTS: "0",
    SCHEDULED_TIME: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    SCHEDULE_ARN: ScheduleArn,
    TARGET_ARN: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
  });
  expect(sumOf("InvocationsSentToDeadLetterCount")).toBe(1);
});

test("a throttled target is tried again until the attempts are exhausted", async () => {
  await sim(simulator.url, "POST", "/faults", {
    operation: "sqs:SendMessage",
    via: "scheduler",
    queueName: "orders",
    kind: "throttle",
  });
  await aSchedule({ RetryPolicy: { MaximumRetryAttempts: 2 } }, { ScheduleExpression: inTwoMinutes() });

  await advance(600);

  expect(await messagesOf(letters)).toMatchObject([
    {
      attributes: {
        ERROR_CODE: "ThrottlingException",
        EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
        RETRY_ATTEMPTS: "2",
      },
    },
  ]);
  expect(await messagesOf(orders)).toEqual([]);
  expect([
    sumOf("InvocationAttemptCount"),
    sumOf("TargetErrorThrottledCount"),
    sumOf("InvocationDroppedCount"),
  ]).toEqual([3, 3, undefined]);
});

test("a target that recovers in time gets its message, also after a reload in between", async () => {
  await sim(simulator.url, "POST", "/faults", {
    operation: "sqs:SendMessage",
    via: "scheduler",
    kind: "5xx",
    until: 5,
  });
  await aSchedule({}, { ScheduleExpression: inTwoMinutes() });

  await advance(123);
  simulator.world.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await advance(600);

  expect(await messagesOf(orders)).toHaveLength(1);
  expect(await messagesOf(letters)).toEqual([]);
});

test("the age of the event ends the retries too", async () => {
  await sim(simulator.url, "POST", "/faults", {
    operation: "sqs:SendMessage",
    via: "scheduler",
    queueName: "orders",
    kind: "5xx",
  });
  await aSchedule({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } }, { ScheduleExpression: inTwoMinutes() });

  await advance(600);

  expect(await messagesOf(letters)).toMatchObject([
    { attributes: { EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds" } },
  ]);
});

test("without a dead-letter queue a failure is counted as dropped, and a refusing one by its code", async () => {
  await aSchedule({ Arn: arnOf("gone"), DeadLetterConfig: undefined });
  await clients.sqs.send(new DeleteQueueCommand({ QueueUrl: letters }));
  await aSchedule({ Arn: arnOf("gone") }, { Name: "second" });

  await advance(1);

  expect(sumOf("InvocationDroppedCount", "default")).toBe(2);
  expect(sumOf("InvocationsFailedToBeSentToDeadLetterCount_AWS.SimpleQueueService.NonExistentQueue")).toBe(1);
});

test("a role that may not send makes a dead letter of nothing: both calls need it", async () => {
  await sim(simulator.url, "POST", "/setup", {
    roles: [{ arn: ROLE, trust: TRUST, policies: [allow("sqs:SendMessage", arnOf("scheduler-dlq"))] }],
  });
  await aSchedule({}, { ScheduleExpression: inTwoMinutes() });

  await advance(180);

  expect(await messagesOf(letters)).toMatchObject([{ attributes: { ERROR_CODE: "AccessDenied" } }]);
});

test("a disabled or deleted schedule does nothing, an updated one follows its new settings", async () => {
  await aSchedule({}, { Name: "off", State: "DISABLED" });
  await aSchedule({}, { Name: "deleted", ScheduleExpression: inTwoMinutes() });
  await scheduler.send(new DeleteScheduleCommand({ Name: "deleted" }));
  await aSchedule({ Input: "old" }, { Name: "changed", ScheduleExpression: inTwoMinutes() });
  await scheduler.send(
    new UpdateScheduleCommand({
      Name: "changed",
      ScheduleExpression: inTwoMinutes(),
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: arnOf("orders"), RoleArn: ROLE, Input: "new" },
    }),
  );

  await advance(600);

  expect((await messagesOf(orders)).map(({ body }) => body)).toEqual(["new"]);
});

test("schedules are shown and listed by group, and go with it", async () => {
  await scheduler.send(new CreateScheduleGroupCommand({ Name: "shop" }));
  await aSchedule({}, { GroupName: "shop", Description: "at night" });
  await aSchedule();

  const shown = await scheduler.send(new GetScheduleCommand({ Name: "nightly", GroupName: "shop" }));
  const listed = await scheduler.send(new ListSchedulesCommand({ GroupName: "shop" }));
  const { ScheduleGroups } = await scheduler.send(new ListScheduleGroupsCommand({}));
  await scheduler.send(new DeleteScheduleGroupCommand({ Name: "shop" }));
  const left = await scheduler.send(new ListSchedulesCommand({}));

  expect(shown).toMatchObject({
    Arn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/shop/nightly`,
    Description: "at night",
    ScheduleExpressionTimezone: "UTC",
    Target: { RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } },
  });
  expect(listed.Schedules).toHaveLength(1);
  expect(ScheduleGroups?.map(({ Name }) => Name)).toEqual(["default", "shop"]);
  expect(left.Schedules).toMatchObject([{ GroupName: "default" }]);
});

test.each([
  ["a role that does not exist", () => aSchedule({ RoleArn: `${ROLE}-other` }), "ValidationException"],
  [
    "a zone other than UTC",
    () => aSchedule({}, { ScheduleExpressionTimezone: "Europe/Berlin" }),
    "ValidationException",
  ],
  ["an expression that is none", () => aSchedule({}, { ScheduleExpression: "daily" }), "ValidationException"],
  [
    "a FIFO queue for dead letters",
    () => aSchedule({ DeadLetterConfig: { Arn: arnOf("d.fifo") } }),
    "ValidationException",
  ],
  [
    "a call that is not simulated",
    () => aSchedule({ Arn: "arn:aws:scheduler:::aws-sdk:ec2:stopInstances", Input: "{}" }),
    "ValidationException",
  ],
  ["a group that does not exist", () => aSchedule({}, { GroupName: "nope" }), "ResourceNotFoundException"],
  ["a name that is taken", async () => [await aSchedule(), await aSchedule()], "ConflictException"],
  [
    "a schedule that does not exist",
    () => scheduler.send(new GetScheduleCommand({ Name: "nope" })),
    "ResourceNotFoundException",
  ],
])("%s is refused", async (_, call, name) => {
  expect(await errorOf(call())).toMatchObject({ name });
});
