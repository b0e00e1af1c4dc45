import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { Message } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arnIn, SHIPPING, SHOP } from "../../jobs/demo/story/estate/estate-places";
import * as happenings from "../../jobs/demo/story/estate/happenings";
import { brokenDeploy } from "../../jobs/demo/story/incidents/broken-deploy";
import { dependencyTimesOut } from "../../jobs/demo/story/incidents/dependency-times-out";
import { poisonInFifo } from "../../jobs/demo/story/incidents/poison-in-fifo";
import { retryStorm } from "../../jobs/demo/story/incidents/retry-storm";
import { shortRetention } from "../../jobs/demo/story/incidents/short-retention";
import { slowTrickle } from "../../jobs/demo/story/incidents/slow-trickle";
import { attributesOf, bodyOf, openStage, type Stage } from "./story-stage";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

/** SQS moved them there: it says from where and how often they were tried, and nothing of an error. */
function expectMoved(letters: readonly Message[], sourceArn: string, receiveCount: number): void {
  for (const letter of letters) {
    expect(letter.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: sourceArn,
      // The look itself counts.
      ApproximateReceiveCount: `${receiveCount + 1}`,
    });
    expect(attributesOf(letter)).toEqual({});
  }
}

test("broken-deploy: orders for pickup die after three tries of 30 seconds and take a bystander along", async () => {
  const configuration = new GetFunctionConfigurationCommand({ FunctionName: "picking-list" });
  const before = await stage.estate.at(SHOP).lambda.send(configuration);

  await stage.begin(brokenDeploy);
  await stage.pass(85);
  const early = await stage.countIn("picking-dlq");
  await stage.pass(15);

  const letters = await stage.lettersIn("picking-dlq");
  const methods = letters.map((one) => bodyOf(one).method);
  expect(early).toBe(0);
  expect(methods.sort()).toEqual(["parcel", "pickup", "pickup", "pickup"]);
  expectMoved(letters, arnIn(SHOP, "sqs", "picking"), 3);
  const linesOf = async ({ MessageId }: Message) => stage.logOf("picking-list", MessageId);
  const bystander = letters.filter((one) => bodyOf(one).method === "parcel");
  for (const one of bystander) for (const line of await linesOf(one)) expect(line).toMatch(/INFO\tpicked order/);
  const blamed = await Promise.all(letters.filter((one) => !bystander.includes(one)).map(linesOf));
  expect(blamed.flat()).not.toEqual([]);
  for (const line of blamed.flat())
    expect(line).toMatch(/Record \S+ failed\t.*TypeError.*Cannot read properties of undefined \(reading 'street'\)/);

  const after = await stage.estate.at(SHOP).lambda.send(configuration);
  expect(after.CodeSha256).not.toBe(before.CodeSha256);
  expect(after.LastModified).not.toBe(before.LastModified);
  const told = await stage.record();
  const ofFunction = { FunctionName: "picking-list" };
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", ofFunction)).toBe(3);
  expect(await told.metric(SHOP, "AWS/Lambda/Invocations", ofFunction)).toBe(3);
  const dead = { QueueName: "picking-dlq" };
  expect(await told.metric(SHOP, "AWS/SQS/ApproximateNumberOfMessagesVisible", dead, "Maximum")).toBe(4);
  // What a redrive policy moves is no send.
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesSent", dead)).toBeUndefined();
  expect(await told.changes(SHOP, "UpdateFunctionCode20150331v2")).toMatchObject([{ resources: ["picking-list"] }]);
});

test("dependency-times-out: each try costs the whole time-out, and the log names the message", async () => {
  await stage.begin(dependencyTimesOut);
  await stage.pass(85);
  const early = await stage.countIn("parcel-labels-dlq");
  await stage.pass(15);

  const letters = await stage.lettersIn("parcel-labels-dlq");
  expect(early).toBe(0);
  expect(letters.map((one) => bodyOf(one).carrier)).toEqual(Array(6).fill("dhl"));
  expect(letters.filter((one) => bodyOf(one).type === "ReturnRegistered")).toHaveLength(2);
  expectMoved(letters, arnIn(SHIPPING, "sqs", "parcel-labels"), 3);
  // Where two came in one batch the second waits for the first, which takes all the time there is.
  for (const { MessageId } of letters) expect(await stage.logOf("label-printer", MessageId)).not.toEqual([]);
  const told = await stage.record();
  const ofFunction = { FunctionName: "label-printer" };
  const errors = (await told.metric(SHIPPING, "AWS/Lambda/Errors", ofFunction)) ?? 0;
  expect(await stage.logOf("label-printer", "Task timed out after 5.00 seconds")).toHaveLength(errors);
  expect(errors).toBeGreaterThanOrEqual(12);
  expect(await told.metric(SHIPPING, "AWS/Lambda/Duration", ofFunction, "Maximum")).toBe(5000);
  const dead = { QueueName: "parcel-labels-dlq" };
  expect(await told.metric(SHIPPING, "AWS/SQS/ApproximateNumberOfMessagesVisible", dead, "Maximum")).toBe(6);
  expect(await told.changes(SHIPPING, "UpdateFunctionCode20150331v2")).toEqual([]);
});

test("poison-in-fifo: an entry blocks its group for four tries of a minute; then the others go through", async () => {
  await stage.begin(poisonInFifo);
  await stage.pass(5);
  for (let count = 0; count < 3; count += 1) await happenings.ledgerEntryDue(stage.estate, stage.draw());
  await stage.pass(230);
  const blocked = [await stage.countIn("payment-ledger.fifo"), await stage.countIn("payment-ledger-dlq.fifo")];
  await stage.pass(10);

  const letters = await stage.lettersIn("payment-ledger-dlq.fifo");
  expect(blocked).toEqual([4, 0]);
  expect(await stage.countIn("payment-ledger.fifo")).toBe(0);
  expect(letters.map((one) => bodyOf(one).currency)).toEqual(["XDR"]);
  expectMoved(letters, arnIn(SHOP, "sqs", "payment-ledger.fifo"), 4);
  expect(letters[0]?.Attributes).toMatchObject({
    MessageGroupId: "ledger",
    // In a FIFO dead-letter queue the message id takes the place of the deduplication id.
    MessageDeduplicationId: letters[0]?.MessageId,
  });
  const lines = await stage.logOf("ledger-writer", letters[0]?.MessageId);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("no rate for XDR");
  const told = await stage.record();
  const queue = { QueueName: "payment-ledger.fifo" };
  // Nothing overtakes on a FIFO queue: the age of the oldest grows for as long as the group is blocked.
  expect(await told.metric(SHOP, "AWS/SQS/ApproximateAgeOfOldestMessage", queue, "Maximum")).toBeGreaterThan(170);
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesReceived", queue)).toBeGreaterThanOrEqual(7);
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesDeleted", queue)).toBe(3);
  // The function reports the entry instead of failing.
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", { FunctionName: "ledger-writer" })).toBe(0);
});

test("slow-trickle: one order in twelve dies, without an error of the function for any alarm to see", async () => {
  await stage.begin(slowTrickle);
  for (let count = 0; count < 11; count += 1)
    await happenings.orderPlaced(stage.estate, stage.draw(), { tier: "regular" });
  await stage.pass(100);

  const letters = await stage.lettersIn("loyalty-dlq");
  expect(letters.map((one) => bodyOf(one).tier)).toEqual(["platinum"]);
  expect(await stage.countIn("loyalty")).toBe(0);
  expectMoved(letters, arnIn(SHOP, "sqs", "loyalty"), 3);
  const lines = await stage.logOf("loyalty-points", letters[0]?.MessageId);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain("unknown tier: platinum");
  const told = await stage.record();
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", { FunctionName: "loyalty-points" })).toBe(0);
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesDeleted", { QueueName: "loyalty" })).toBe(11);
  const dead = { QueueName: "loyalty-dlq" };
  expect(await told.metric(SHOP, "AWS/SQS/ApproximateNumberOfMessagesVisible", dead, "Maximum")).toBe(1);
});

test("short-retention: a quarter of an hour after they were sent, not after they died, the letters are lost", async () => {
  await stage.begin(shortRetention);
  await stage.pass(100);
  const letters = await stage.lettersIn("payment-webhooks-dlq");
  await stage.pass(795);
  const held = await stage.countIn("payment-webhooks-dlq");
  await stage.pass(10);

  expect(letters).toHaveLength(6);
  expect(held).toBe(6);
  expect(await stage.countIn("payment-webhooks-dlq")).toBe(0);
  expectMoved(letters, arnIn(SHOP, "sqs", "payment-webhooks"), 3);
  for (const { MessageId } of letters)
    expect((await stage.logOf("webhook-reader", MessageId)).join("")).toContain("no reader for payment.disputed");
  const told = await stage.record();
  const dead = { QueueName: "payment-webhooks-dlq" };
  // Counted from the move, so it never comes near the retention that takes them.
  const oldest = await told.metric(SHOP, "AWS/SQS/ApproximateAgeOfOldestMessage", dead, "Maximum");
  expect(oldest).toBeGreaterThan(700);
  expect(oldest).toBeLessThan(815);
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesDeleted", dead)).toBeUndefined();
  expect(await told.changes(SHOP, "SetQueueAttributes")).toMatchObject([
    {
      resources: [arnIn(SHOP, "sqs", "payment-webhooks-dlq")],
      requestParameters: { attributes: { MessageRetentionPeriod: "900" } },
    },
  ]);
});

test("retry-storm: everything is received again every five seconds, and nothing dies or is done", async () => {
  await stage.begin(retryStorm);
  await stage.pass(118);
  const refusals = await stage.logOf("search-indexer", "ServiceUnavailable");
  const told = await stage.record();
  await retryStorm.end?.(stage.estate);
  await stage.pass(60);

  expect(refusals.length).toBeGreaterThan(50);
  const queue = { QueueName: "search-index" };
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesSent", queue)).toBe(8);
  // Eight messages, each twelve times a minute, for seven minutes and less than a hundred times.
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesReceived", queue)).toBeGreaterThan(500);
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesDeleted", queue)).toBeUndefined();
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", { FunctionName: "search-indexer" })).toBeGreaterThan(
    refusals.length,
  );
  expect(await told.changes(SHOP, "SetQueueAttributes")).toMatchObject([
    {
      resources: [arnIn(SHOP, "sqs", "search-index")],
      requestParameters: { attributes: { VisibilityTimeout: "5" } },
    },
  ]);
  expect(await stage.countIn("search-index")).toBe(0);
  expect(await stage.countIn("search-index-dlq")).toBe(0);
});
