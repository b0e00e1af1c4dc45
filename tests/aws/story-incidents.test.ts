import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { GetExecutionHistoryCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import type { WorldSnapshot } from "@/simulator/world";
import { declareUsers } from "../../jobs/demo/story/access";
import { ensureEstate } from "../../jobs/demo/story/estate/ensure-estate";
import { type Estate, openEstate } from "../../jobs/demo/story/estate/estate";
import { functionNamed } from "../../jobs/demo/story/estate/estate-functions";
import { arnIn, SHOP } from "../../jobs/demo/story/estate/estate-places";
import { ESTATE_QUEUES, isDeadLetterQueue, queueNamed } from "../../jobs/demo/story/estate/estate-queues";
import * as happenings from "../../jobs/demo/story/estate/happenings";
import { brokenDeploy } from "../../jobs/demo/story/incidents/broken-deploy";
import { deletedTarget } from "../../jobs/demo/story/incidents/deleted-target";
import { dependencyTimesOut } from "../../jobs/demo/story/incidents/dependency-times-out";
import { failingSaga } from "../../jobs/demo/story/incidents/failing-saga";
import { lockedOutSubscriber } from "../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../jobs/demo/story/incidents/permission-removed";
import { poisonInFifo } from "../../jobs/demo/story/incidents/poison-in-fifo";
import { retryStorm } from "../../jobs/demo/story/incidents/retry-storm";
import { shortRetention } from "../../jobs/demo/story/incidents/short-retention";
import { silentRule } from "../../jobs/demo/story/incidents/silent-rule";
import { slowTrickle } from "../../jobs/demo/story/incidents/slow-trickle";
import { throttledFunction } from "../../jobs/demo/story/incidents/throttled-function";
import { unreadableClicks } from "../../jobs/demo/story/incidents/unreadable-clicks";
import { drawer } from "../../jobs/demo/story/past";

let simulator: Simulator;
let estate: Estate;
let built: WorldSnapshot;
let draw: ReturnType<typeof drawer>;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5 });
  estate = openEstate(simulator.url);
  await declareUsers(simulator.url);
  await ensureEstate(estate);
  built = JSON.parse(JSON.stringify(simulator.world.serialize()));
});
afterAll(async () => {
  estate.close();
  await simulator.stop();
});
beforeEach(() => {
  simulator.world.load(structuredClone(built));
  draw = drawer(5, 1001);
});

const pass = (seconds: number) => simulator.world.advance(seconds);

async function attributesOf(name: string): Promise<Record<string, string>> {
  const { at } = queueNamed(name);
  const QueueUrl = estate.urlOf(at, name);
  const answer = await estate.at(at).sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return answer.Attributes ?? {};
}

/** All messages of a queue, whether one could receive them now or not. */
async function countIn(name: string): Promise<number> {
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await attributesOf(name);
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
}

async function lettersIn(name: string): Promise<Message[]> {
  const { at } = queueNamed(name);
  const look = new ReceiveMessageCommand({
    QueueUrl: estate.urlOf(at, name),
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 30,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  });
  return (await estate.at(at).sqs.send(look)).Messages ?? [];
}

function attributeOf({ MessageAttributes = {} }: Message, name: string): string | undefined {
  return MessageAttributes[name]?.StringValue;
}

async function logOf(functionName: string): Promise<string> {
  const { at } = functionNamed(functionName);
  const credentials = { accessKeyId: at.account.awsAccountId, secretAccessKey: "simulated" };
  const logs = new CloudWatchLogsClient({ endpoint: simulator.url, region: at.region, credentials });
  const look = new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` });
  const { events = [] } = await logs.send(look).catch(() => ({ events: [] }));
  logs.destroy();
  return events.map(({ message }) => message).join("");
}

async function sendBack(deadLetterQueue: string): Promise<void> {
  const { at } = queueNamed(deadLetterQueue);
  await estate.at(at).sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnIn(at, "sqs", deadLetterQueue) }));
  await pass(120);
}

test("a quiet hour leaves no dead letter and no queue that grows", async () => {
  const all = Object.values(happenings);
  for (let round = 0; round < 12; round += 1) {
    for (const happen of all) await happen(estate, draw());
    await pass(300);
  }
  await pass(30);

  const counts = await Promise.all(ESTATE_QUEUES.map(async ({ name }) => [name, await countIn(name)] as const));

  expect(counts.filter(([, count]) => count > 0)).toEqual([]);
  for (const name of ["audit-writer", "rehearse-order", "quote-gatherer", "label-printer", "click-counter"])
    expect(await logOf(name), name).toContain("END RequestId");
  for (const name of ["capture-payment", "shelf-counter", "notify-customer", "reorder", "fraud-check"])
    expect(await logOf(name), name).toContain("END RequestId");
}, 60_000);

test("a broken deploy fails orders for pickup within two minutes, and says why in the log", async () => {
  const hash = async () =>
    (
      await estate
        .at(queueNamed("picking").at)
        .lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "picking-list" }))
    ).CodeSha256;
  const before = await hash();

  await brokenDeploy.begin(estate, draw);
  await pass(125);

  expect(await countIn("picking-dlq")).toBe(3);
  expect(await logOf("picking-list")).toContain("Cannot read properties of undefined (reading 'street')");
  expect(await hash()).not.toBe(before);
});

test("a dependency that does not answer costs the whole time-out of each try", async () => {
  await dependencyTimesOut.begin(estate, draw);
  await pass(150);

  expect(await countIn("parcel-labels-dlq")).toBe(4);
  expect(await logOf("label-printer")).toContain("Task timed out after 5.00 seconds");
});

test.each([
  ["broken-deploy", brokenDeploy, "picking-dlq"],
  ["dependency-times-out", dependencyTimesOut, "parcel-labels-dlq"],
  ["slow-trickle", slowTrickle, "loyalty-dlq"],
  ["short-retention", shortRetention, "payment-webhooks-dlq"],
])("after %s is over, what is sent back goes through", async (_, incident, deadLetterQueue) => {
  await incident.begin(estate, draw);
  await pass(150);
  const dead = await countIn(deadLetterQueue);
  await incident.end?.(estate);

  await sendBack(deadLetterQueue);

  expect(dead).toBeGreaterThan(0);
  expect(await countIn(deadLetterQueue)).toBe(0);
  expect(await countIn(deadLetterQueue.replace("-dlq", ""))).toBe(0);
});

describe("a rule whose target does not take events", () => {
  test("lacks a permission: the whole event lies in the dead-letter queue at once, with the cause", async () => {
    await permissionRemoved.begin(estate, draw);
    await pass(10);

    const letters = await lettersIn("fan-out-dlq");

    expect(letters).toHaveLength(2);
    expect(letters.map((one) => attributeOf(one, "ERROR_CODE"))).toEqual(["NO_PERMISSIONS", "NO_PERMISSIONS"]);
    expect(letters.map((one) => attributeOf(one, "TARGET_ARN")?.endsWith(":loyalty"))).toEqual([true, true]);
    expect(letters.map((one) => attributeOf(one, "RULE_ARN")?.endsWith(":rule/shop/order-placed"))).toEqual([
      true,
      true,
    ]);
    expect(JSON.parse(letters[0]?.Body ?? "")).toMatchObject({ source: "shop.web", "detail-type": "OrderPlaced" });
    expect(await countIn("picking")).toBe(0);
  });

  test("was deleted: NO_RESOURCE, until it is there again", async () => {
    await deletedTarget.begin(estate, draw);
    await pass(10);
    const letters = await lettersIn("fan-out-dlq");
    await deletedTarget.end?.(estate);
    await happenings.stockLow(estate, draw(), { quantity: 1 });
    await pass(10);

    expect(letters.map((one) => attributeOf(one, "ERROR_CODE"))).toEqual(["NO_RESOURCE", "NO_RESOURCE"]);
    expect(await countIn("fan-out-dlq")).toBe(2);
    expect(await logOf("reorder")).toContain("END RequestId");
  });

  test("matches nothing any more: no dead letter and no run, until the pattern is repaired", async () => {
    await silentRule.begin(estate, draw);
    await pass(60);
    const silent = await logOf("reorder");
    await silentRule.end?.(estate);
    await happenings.stockLow(estate, draw(), { quantity: 1 });
    await pass(10);

    expect(silent).toBe("");
    expect(await countIn("fan-out-dlq")).toBe(0);
    expect(await logOf("reorder")).toContain("END RequestId");
  });
});

test("a poison entry holds up its FIFO group for four minutes; then the others go through", async () => {
  await poisonInFifo.begin(estate, draw);
  await pass(5);
  for (let count = 0; count < 3; count += 1) await happenings.ledgerEntryDue(estate, draw());

  await pass(150);
  const blocked = { waiting: await countIn("payment-ledger.fifo"), dead: await countIn("payment-ledger-dlq.fifo") };
  await pass(200);

  expect(blocked).toEqual({ waiting: 4, dead: 0 });
  expect(await countIn("payment-ledger.fifo")).toBe(0);
  const dead = await lettersIn("payment-ledger-dlq.fifo");
  expect(dead.map(({ Body = "" }) => JSON.parse(Body).currency)).toEqual(["XDR"]);
});

test("a trickle fails one order in many and leaves the rest alone", async () => {
  await slowTrickle.begin(estate, draw);
  for (let count = 0; count < 11; count += 1) await happenings.orderPlaced(estate, draw(), { tier: "regular" });
  await pass(150);

  expect(await countIn("loyalty-dlq")).toBe(1);
  expect(await countIn("loyalty")).toBe(0);
});

test("a dead-letter queue that keeps for fifteen minutes loses what it holds", async () => {
  await shortRetention.begin(estate, draw);
  await pass(150);
  const held = await countIn("payment-webhooks-dlq");
  await pass(800);

  expect(held).toBe(6);
  expect(await countIn("payment-webhooks-dlq")).toBe(0);
});

test("a retry storm reads everything again and again, and nothing dies of it", async () => {
  await retryStorm.begin(estate, draw);
  await pass(120);
  const runs = (await logOf("search-indexer")).split("ServiceUnavailable").length - 1;
  await retryStorm.end?.(estate);
  await pass(60);

  expect(runs).toBeGreaterThan(20);
  expect(await countIn("search-index")).toBe(0);
  expect(await countIn("search-index-dlq")).toBe(0);
});

test("events for a function without concurrency die of old age after two minutes", async () => {
  await throttledFunction.begin(estate, draw);
  await pass(290);

  const letters = await lettersIn("async-failures-dlq");

  expect(letters).toHaveLength(3);
  expect(letters.map((one) => attributeOf(one, "ErrorCode"))).toEqual(["429", "429", "429"]);
});

test("a declined payment fails the execution after the stock was given back", async () => {
  await failingSaga.begin(estate, draw);
  await pass(30);

  const { sfn } = estate.at(SHOP);
  const stateMachineArn = arnIn(SHOP, "states", "stateMachine:checkout-saga");
  const failed = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "FAILED" }));
  const executionArn = failed.executions?.[0]?.executionArn;
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));

  expect(failed.executions).toHaveLength(1);
  expect(events.at(-1)?.executionFailedEventDetails?.error).toBe("CheckoutFailed");
  expect(events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name)).toContain("ReleaseStock");
  expect(await logOf("release-stock")).toContain("END RequestId");
});

test("unreadable records of a stream leave a pointer, not their content, and the stream goes on", async () => {
  await unreadableClicks.begin(estate, draw);
  await pass(60);
  await happenings.clicked(estate, draw());
  await pass(30);

  const [pointer] = await lettersIn("clickstream-dlq");

  expect(JSON.parse(pointer?.Body ?? "")).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted" },
    KinesisBatchInfo: { batchSize: 3, streamArn: arnIn(SHOP, "kinesis", "stream/clickstream") },
  });
  expect(pointer?.Body).not.toContain("spa");
  expect(await countIn("clickstream-dlq")).toBe(1);
});

test("a subscriber that locks its topic out finds what it missed in the subscription's dead-letter queue", async () => {
  await lockedOutSubscriber.begin(estate, draw);
  await pass(30);

  const letters = await lettersIn("stock-changes-dlq");

  expect(letters.map(({ Body = "" }) => JSON.parse(Body).kind)).toEqual(["price"]);
  expect(await countIn("search-index")).toBe(0);
});

test("what is broken when the demo stops is whole after the next start", async () => {
  for (const incident of [permissionRemoved, deletedTarget, silentRule, throttledFunction, shortRetention])
    await incident.begin(estate, draw);
  await pass(10);

  await ensureEstate(estate);
  const dead = await countIn("fan-out-dlq");
  await happenings.orderPlaced(estate, draw());
  await happenings.stockLow(estate, draw(), { quantity: 1 });
  await pass(30);

  expect(await countIn("fan-out-dlq")).toBe(dead);
  expect(await logOf("reorder")).toContain("END RequestId");
  expect(await logOf("fraud-check")).toContain("END RequestId");
  const waiting = ESTATE_QUEUES.filter((queue) => !isDeadLetterQueue(queue)).map(({ name }) => countIn(name));
  expect((await Promise.all(waiting)).reduce((sum, count) => sum + count)).toBe(0);
});
