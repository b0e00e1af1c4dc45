import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CreateEventBusCommand, DisableRuleCommand, EnableRuleCommand, type Target } from "@aws-sdk/client-eventbridge";
import { DeleteQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, clientsOf, OTHER_ACCOUNT, REGION, sim } from "./sim-clients";
import {
  aRoleForRules,
  arnOfBus,
  arnOfQueue,
  arnOfRule,
  faultsOfEvents,
  type Party,
  partyOf,
  queuePolicy,
} from "./sim-events-clients";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/bus`;

let simulator: Simulator;
let shop: Party;

beforeEach(async () => {
  simulator = await startSimulator();
  shop = partyOf(simulator);
});
afterEach(() => simulator.stop());

const pass = (seconds: number) => simulator.world.advance(seconds);

const aRole = (policies: object[]) => aRoleForRules(simulator.url, ROLE, policies);

/** A rule with one target and a dead-letter queue named "dlq". */
async function aRuleWithDlq(target: Partial<Target>, RetryPolicy?: Target["RetryPolicy"]) {
  const Arn = await shop.queue("dlq", queuePolicy(arnOfQueue("dlq"), arnOfRule("orders")));
  return shop.rule("orders", [{ ...target, DeadLetterConfig: { Arn }, RetryPolicy }]);
}

test("an event that matches reaches the queue as it is, within a second", async () => {
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);

  const id = await shop.put({ Resources: ["arn:aws:s3:::pictures"], Time: new Date("2026-01-02T03:04:05Z") });
  await shop.put({ Source: "garden" });
  await pass(1);

  expect(await shop.read("orders")).toMatchObject([
    {
      body: {
        version: "0",
        id,
        "detail-type": "ordered",
        source: "shop",
        account: ACCOUNT,
        time: "2026-01-02T03:04:05Z",
        region: REGION,
        resources: ["arn:aws:s3:::pictures"],
        detail: { order: 7 },
      },
      attributes: {},
    },
  ]);
});

test("a FIFO queue with content-based deduplication gets the event in the target's group", async () => {
  const Arn = await shop.queue("orders.fifo", undefined, { FifoQueue: "true", ContentBasedDeduplication: "true" });
  await shop.rule("orders", [{ Arn, SqsParameters: { MessageGroupId: "customer" } }]);

  await shop.put();
  await pass(1);

  const QueueUrl = `${simulator.url}/${ACCOUNT}/orders.fifo`;
  const { Messages } = await shop.sqs.send(new ReceiveMessageCommand({ QueueUrl, AttributeNames: ["All"] }));
  expect(Messages).toMatchObject([{ Attributes: { MessageGroupId: "customer" } }]);
});

test.each<[string, () => Promise<Partial<Target>>]>([
  [
    "NO_PERMISSIONS",
    async () => ({ Arn: await shop.queue("target", queuePolicy(arnOfQueue("target"), arnOfRule("other"))) }),
  ],
  ["NO_RESOURCE", async () => ({ Arn: arnOfQueue("nowhere") })],
  ["FAILED_TO_ASSUME_ROLE", async () => ({ Arn: await shop.queue("target"), RoleArn: `${ROLE}-missing` })],
  [
    "INVALID_PARAMETER",
    async () => ({
      Arn: await shop.queue("a.fifo", undefined, { FifoQueue: "true" }),
      SqsParameters: { MessageGroupId: "g" },
    }),
  ],
  [
    "INVALID_JSON",
    async () => ({
      Arn: await shop.queue("target"),
      InputTransformer: { InputPathsMap: { d: "$.detail" }, InputTemplate: '{"a": "<d>"}' },
    }),
  ],
  ["CROSS_ACCOUNT_INGESTION_FAILED", async () => ({ Arn: arnOfBus("default", OTHER_ACCOUNT), RoleArn: ROLE })],
  ["CROSS_REGION_INGESTION_FAILED", async () => ({ Arn: arnOfBus("nowhere", ACCOUNT, "eu-west-1"), RoleArn: ROLE })],
])("%s goes to the dead-letter queue at once, without a retry", async (code, aTarget) => {
  await aRole([allow("events:PutEvents")]);
  const target = await aTarget();
  const ruleArn = await aRuleWithDlq(target);

  const id = await shop.put();
  await pass(1);

  const [letter] = await shop.read("dlq");
  expect(letter?.body).toMatchObject({ id, detail: { order: 7 } });
  expect(letter?.attributes).toEqual({
    RULE_ARN: ruleArn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: code,
    ERROR_MESSAGE: expect.stringMatching(/\w/),
    RETRY_ATTEMPTS: "0",
  });
});

test.each([
  ["THROTTLING", "throttle"],
  ["TIMEOUT", "timeout"],
  ["INTERNAL_ERROR", "5xx"],
])("%s is tried again before it becomes a dead letter with all six attributes", async (code, kind) => {
  const ruleArn = await aRuleWithDlq(
    { Arn: await shop.queue("target"), InputPath: "$.detail" },
    { MaximumRetryAttempts: 2 },
  );
  await faultsOfEvents(simulator.url, { kind, queueName: "target" });

  const id = await shop.put();
  await pass(30);

  const [letter] = await shop.read("dlq");
  expect(letter?.body).toMatchObject({ id, source: "shop", detail: { order: 7 } });
  expect(letter?.attributes).toEqual({
    RULE_ARN: ruleArn,
    TARGET_ARN: arnOfQueue("target"),
    ERROR_CODE: code,
    ERROR_MESSAGE: expect.stringMatching(/\w/),
    EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    RETRY_ATTEMPTS: "2",
  });
  expect(letter?.types).toEqual(Array(6).fill("String"));
});

test("retries come after about 1, 2 and 4 seconds, and a target that recovers gets the event", async () => {
  await aRuleWithDlq({ Arn: await shop.queue("target") });
  await faultsOfEvents(simulator.url, { kind: "throttle", queueName: "target", until: 3 });

  await shop.put();
  const depths: number[] = [];
  for (let second = 0; second < 10; second += 1) {
    await pass(1);
    depths.push(await shop.depth("target"));
  }

  const arrivedAfter = depths.indexOf(1) + 1;
  expect(arrivedAfter).toBeGreaterThanOrEqual(6);
  expect(arrivedAfter).toBeLessThanOrEqual(9);
  expect(await shop.depth("dlq")).toBe(0);
  expect(shop.metric("InvocationAttempts", { RuleName: "orders" })).toBe(4);
  expect(shop.metric("RetryInvocationAttempts", { RuleName: "orders" })).toBe(3);
  expect(shop.metric("SuccessfulInvocationAttempts", {})).toBe(1);
  expect(shop.metric("Invocations", { RuleName: "orders" })).toBe(1);
  expect(shop.metric("FailedInvocations", { RuleName: "orders" })).toBeUndefined();
});

test("an event that grows too old becomes a dead letter at that age, whatever retries are left", async () => {
  await aRuleWithDlq({ Arn: await shop.queue("target") }, { MaximumEventAgeInSeconds: 60 });
  await faultsOfEvents(simulator.url, { kind: "throttle", queueName: "target" });

  await shop.put();
  await pass(58);
  const before = await shop.depth("dlq");
  await pass(3);

  expect(before).toBe(0);
  const [letter] = await shop.read("dlq");
  expect(letter?.attributes).toMatchObject({
    ERROR_CODE: "THROTTLING",
    EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
  });
  expect(Number(letter?.attributes.RETRY_ATTEMPTS)).toBeGreaterThanOrEqual(4);
});

test("by default 185 retries are made, and they end within 24 hours", async () => {
  await aRuleWithDlq({ Arn: await shop.queue("target") });
  await faultsOfEvents(simulator.url, { kind: "timeout", queueName: "target" });

  await shop.put();
  await pass(20 * 3600);
  const early = await shop.depth("dlq");
  await pass(4 * 3600);

  expect(early).toBe(0);
  const [letter] = await shop.read("dlq");
  expect(letter?.attributes).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    RETRY_ATTEMPTS: "185",
  });
});

test("a rule whose queue was dead-lettered for a missing permission works again once it is given back", async () => {
  const Arn = await shop.queue("target");
  await aRuleWithDlq({ Arn });
  const setPolicy = (Policy: string) =>
    shop.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: `${simulator.url}/${ACCOUNT}/target`, Attributes: { Policy } }),
    );
  await setPolicy("");
  await shop.put();
  await pass(1);

  await setPolicy(queuePolicy(Arn));
  await shop.put();
  await pass(1);

  expect([await shop.depth("dlq"), await shop.depth("target")]).toEqual([1, 1]);
});

test("without a dead-letter queue the event is lost, and only FailedInvocations tells", async () => {
  await shop.rule("orders", [{ Arn: arnOfQueue("nowhere") }]);

  await shop.put();
  await pass(1);

  expect(shop.metric("FailedInvocations", { RuleName: "orders" })).toBe(1);
  expect(shop.metric("Invocations", { RuleName: "orders" })).toBe(1);
  expect(shop.metric("Invocations", {})).toBe(1);
  expect(shop.metric("InvocationsSentToDlq", { RuleName: "orders" })).toBeUndefined();
  expect(shop.metric("InvocationsFailedToBeSentToDlq", { RuleName: "orders" })).toBeUndefined();
});

test.each([
  ["lets only another rule send", () => shop.queue("dlq", queuePolicy(arnOfQueue("dlq"), arnOfRule("other")))],
  ["does not exist any more", async () => arnOfQueue("dlq")],
])("an event is lost and counted when its dead-letter queue %s", async (_, aDlq) => {
  await shop.rule("orders", [{ Arn: arnOfQueue("nowhere"), DeadLetterConfig: { Arn: await aDlq() } }]);

  await shop.put();
  await pass(1);

  expect(shop.metric("InvocationsFailedToBeSentToDlq", { RuleName: "orders" })).toBe(1);
  expect(shop.metric("InvocationsSentToDlq", { RuleName: "orders" })).toBeUndefined();
  expect(shop.metric("FailedInvocations", { RuleName: "orders" })).toBe(1);
});

test("of five targets one may fail: the others get the event", async () => {
  const good = await Promise.all(["a", "b", "c", "d"].map((name) => shop.queue(name)));
  const DeadLetterConfig = { Arn: await shop.queue("dlq") };
  await shop.rule("orders", [...good.map((Arn) => ({ Arn })), { Arn: arnOfQueue("nowhere"), DeadLetterConfig }]);

  await shop.put();
  await pass(1);

  const depths = await Promise.all(["a", "b", "c", "d", "dlq"].map(shop.depth));
  expect(depths).toEqual([1, 1, 1, 1, 1]);
  expect(shop.metric("InvocationsCreated", {})).toBe(5);
  expect(shop.metric("InvocationsSentToDlq", { RuleName: "orders" })).toBe(1);
});

test("a disabled rule stops, and an enabled one starts again with the next event", async () => {
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }]);
  await shop.events.send(new DisableRuleCommand({ Name: "orders" }));
  await shop.put();
  await pass(5);
  const whileDisabled = await shop.depth("orders");

  await shop.events.send(new EnableRuleCommand({ Name: "orders" }));
  await shop.put();
  await pass(5);

  expect(whileDisabled).toBe(0);
  expect(await shop.depth("orders")).toBe(1);
});

test("metrics of a custom bus carry the bus's name, and latencies are milliseconds since the event came", async () => {
  await shop.events.send(new CreateEventBusCommand({ Name: "shop" }));
  await shop.rule("orders", [{ Arn: await shop.queue("orders") }], { bus: "shop" });
  await shop.rule("audit", [{ Arn: await shop.queue("audit") }], { bus: "shop" });

  await shop.put({ EventBusName: "shop" });
  await pass(1);

  const ofRule = { EventBusName: "shop", RuleName: "orders" };
  expect(shop.metric("MatchedEvents", ofRule)).toBe(1);
  expect(shop.metric("MatchedEvents", { EventBusName: "shop" })).toBe(1);
  expect(shop.metric("TriggeredRules", { EventBusName: "shop" })).toBe(2);
  expect(shop.metric("TriggeredRules", {})).toBe(2);
  expect(shop.metric("Invocations", ofRule)).toBe(1);
  expect(shop.metric("Invocations", { RuleName: "orders" })).toBeUndefined();
  const started = shop.metric("IngestiontoInvocationStartLatency", ofRule) ?? 0;
  const succeeded = shop.metric("IngestionToInvocationSuccessLatency", ofRule) ?? 0;
  expect(started).toBeGreaterThanOrEqual(50);
  expect(succeeded).toBeGreaterThan(started);
  expect(succeeded).toBeLessThan(300);
});

test("CloudWatch tells the loss per rule, and for the whole account without a dimension", async () => {
  await shop.rule("orders", [{ Arn: arnOfQueue("nowhere") }]);
  await shop.put();
  await pass(300);
  const now = simulator.world.clock.now();
  const query = (Id: string, MetricName: string, Dimensions: { Name: string; Value: string }[]) => {
    const Metric = { Namespace: "AWS/Events", MetricName, Dimensions };
    return { Id, MetricStat: { Metric, Period: 60, Stat: "Sum" } };
  };
  const ofRule = [{ Name: "RuleName", Value: "orders" }];

  const { MetricDataResults } = await clientsOf(simulator.url).cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - 600_000),
      EndTime: new Date(now),
      MetricDataQueries: [
        query("failed", "FailedInvocations", ofRule),
        query("sent", "InvocationsSentToDlq", ofRule),
        query("all", "InvocationAttempts", []),
      ],
    }),
  );

  expect(MetricDataResults?.map(({ Id, Values }) => [Id, Values])).toEqual([
    ["failed", [1]],
    ["sent", []],
    ["all", [1]],
  ]);
});

test("when retries end in a missing target, no retry condition was exhausted", async () => {
  await aRuleWithDlq({ Arn: await shop.queue("target") });
  await faultsOfEvents(simulator.url, { kind: "throttle", queueName: "target", until: 2 });
  await shop.put();
  await pass(1);

  await shop.sqs.send(new DeleteQueueCommand({ QueueUrl: `${simulator.url}/${ACCOUNT}/target` }));
  await pass(10);

  const [letter] = await shop.read("dlq");
  expect(letter?.attributes).toMatchObject({
    ERROR_CODE: "NO_RESOURCE",
    RETRY_ATTEMPTS: expect.stringMatching(/[12]/),
  });
  expect(letter?.attributes).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
});

test("a snapshot in the middle of the retries goes on with them in another world", async () => {
  await aRuleWithDlq({ Arn: await shop.queue("target") }, { MaximumRetryAttempts: 4 });
  await faultsOfEvents(simulator.url, { kind: "throttle", queueName: "target" });
  const id = await shop.put();
  await pass(4);

  const { body } = await sim(simulator.url, "GET", "/snapshot");
  const copy = await startSimulator({ seed: 2 });
  await sim(copy.url, "POST", "/load", body);
  await copy.world.advance(30);

  const [letter] = await partyOf(copy).read("dlq");
  expect(letter).toMatchObject({ body: { id }, attributes: { RETRY_ATTEMPTS: "4", ERROR_CODE: "THROTTLING" } });
  await copy.stop();
});
