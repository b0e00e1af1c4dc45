import { DescribeRuleCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arnIn, functionArn, REHEARSAL, ruleArn, SHOP } from "../../jobs/demo/story/estate/estate-places";
import * as happenings from "../../jobs/demo/story/estate/happenings";
import { deletedTarget } from "../../jobs/demo/story/incidents/deleted-target";
import { lockedOutSubscriber } from "../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../jobs/demo/story/incidents/permission-removed";
import { silentRule } from "../../jobs/demo/story/incidents/silent-rule";
import { unprotectedRule } from "../../jobs/demo/story/incidents/unprotected-rule";
import { attributesOf, bodyOf, openStage, type Stage } from "./story-stage";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

test("permission-removed: the whole event is dead at once, with its rule, its target and the cause", async () => {
  await stage.begin(permissionRemoved);
  await stage.pass(2);

  const letters = await stage.lettersIn("fan-out-dlq");
  expect(letters).toHaveLength(2);
  for (const letter of letters) {
    // Not tried again, so no condition was exhausted.
    expect(attributesOf(letter)).toEqual({
      RULE_ARN: ruleArn(SHOP, "shop", "order-placed"),
      TARGET_ARN: arnIn(SHOP, "sqs", "loyalty"),
      ERROR_CODE: "NO_PERMISSIONS",
      ERROR_MESSAGE: expect.stringMatching(/\S/),
      RETRY_ATTEMPTS: "0",
    });
    expect(letter.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
    // The target would have got the detail only.
    expect(bodyOf(letter)).toMatchObject({
      source: "shop.web",
      "detail-type": "OrderPlaced",
      detail: { card: "valid" },
    });
  }
  expect(await stage.logOf("loyalty-points")).toEqual([]);
  expect(await stage.logOf("picking-list", "END RequestId")).toEqual([]);
  const told = await stage.record();
  const rule = { EventBusName: "shop", RuleName: "order-placed" };
  expect(await told.metric(SHOP, "AWS/Events/FailedInvocations", rule)).toBe(2);
  expect(await told.metric(SHOP, "AWS/Events/InvocationsSentToDlq", rule)).toBe(2);
  expect(await told.metric(SHOP, "AWS/Events/InvocationsFailedToBeSentToDlq", rule)).toBeUndefined();
  expect(await told.metric(SHOP, "AWS/Events/RetryInvocationAttempts", rule)).toBeUndefined();
  expect(await told.metric(SHOP, "AWS/Events/Invocations", rule)).toBe(10);
  // Sent by a service, not moved by SQS: counted as a send.
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesSent", { QueueName: "fan-out-dlq" })).toBe(2);
  expect(await told.metric(SHOP, "AWS/SQS/NumberOfMessagesSent", { QueueName: "loyalty" })).toBeUndefined();
  expect(await told.changes(SHOP, "SetQueueAttributes")).toMatchObject([
    { resources: [arnIn(SHOP, "sqs", "loyalty")], requestParameters: { attributes: { Policy: "" } } },
  ]);
});

test("deleted-target: NO_RESOURCE at once, until the function is there again", async () => {
  await stage.begin(deletedTarget);
  await stage.pass(2);
  const letters = await stage.lettersIn("fan-out-dlq");
  const told = await stage.record();
  await deletedTarget.end?.(stage.estate);
  await happenings.stockLow(stage.estate, stage.draw(), { quantity: 1 });
  await stage.pass(10);

  expect(letters).toHaveLength(2);
  for (const letter of letters) {
    expect(attributesOf(letter)).toEqual({
      RULE_ARN: ruleArn(SHOP, "shop", "stock-low"),
      TARGET_ARN: functionArn(SHOP, "reorder"),
      ERROR_CODE: "NO_RESOURCE",
      ERROR_MESSAGE: expect.stringMatching(/reorder/),
      RETRY_ATTEMPTS: "0",
    });
    expect(bodyOf(letter)).toMatchObject({ "detail-type": "StockLow", detail: { quantity: 0 } });
  }
  const rule = { EventBusName: "shop", RuleName: "stock-low" };
  expect(await told.metric(SHOP, "AWS/Events/FailedInvocations", rule)).toBe(2);
  expect(await told.metric(SHOP, "AWS/Events/InvocationsSentToDlq", rule)).toBe(2);
  expect(await told.metric(SHOP, "AWS/Lambda/Invocations", { FunctionName: "reorder" })).toBeUndefined();
  expect(await told.changes(SHOP, "DeleteFunction20150331")).toMatchObject([{ resources: ["reorder"] }]);
  expect(await stage.countIn("fan-out-dlq")).toBe(2);
  expect(await stage.logOf("reorder", "END RequestId")).toHaveLength(1);
});

test("silent-rule: matches, invocations and runs stop, and no dead letter says so until the pattern is repaired", async () => {
  await happenings.stockLow(stage.estate, stage.draw(), { quantity: 1 });
  await stage.pass(60);
  await stage.begin(silentRule);
  const told = await stage.record();
  const { EventPattern = "" } = await stage.estate
    .at(SHOP)
    .events.send(new DescribeRuleCommand({ Name: "stock-low", EventBusName: "shop" }));
  const silent = await stage.logOf("reorder", "END RequestId");
  await silentRule.end?.(stage.estate);
  await happenings.stockLow(stage.estate, stage.draw(), { quantity: 1 });
  await stage.pass(10);

  expect(silent).toHaveLength(1);
  expect(JSON.parse(EventPattern)["detail-type"]).toEqual(["StockLwo"]);
  const rule = { EventBusName: "shop", RuleName: "stock-low" };
  for (const metric of ["AWS/Events/MatchedEvents", "AWS/Events/TriggeredRules", "AWS/Events/Invocations"] as const)
    expect(await told.metric(SHOP, metric, rule), metric).toBe(1);
  expect(await told.metric(SHOP, "AWS/Events/FailedInvocations", rule)).toBeUndefined();
  expect(await told.metric(SHOP, "AWS/Lambda/Invocations", { FunctionName: "reorder" })).toBe(1);
  expect(await told.changes(SHOP, "PutRule")).toMatchObject([
    {
      resources: expect.arrayContaining(["stock-low"]),
      requestParameters: { name: "stock-low", eventBusName: "shop" },
    },
  ]);
  expect(await stage.countIn("fan-out-dlq")).toBe(0);
  expect(await stage.logOf("reorder", "END RequestId")).toHaveLength(2);
});

test("locked-out-subscriber: what it missed lies in the dead-letter queue at once, as it would have got it", async () => {
  await stage.begin(lockedOutSubscriber);
  await stage.pass(5);

  const letters = await stage.lettersIn("stock-changes-dlq");
  expect(letters.map((one) => bodyOf(one).kind)).toEqual(["price"]);
  // Raw delivery: the publisher's attributes, and none that tells an error.
  expect(letters.map(attributesOf)).toEqual([{ kind: "price" }]);
  expect(letters[0]?.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
  expect(await stage.countIn("search-index")).toBe(0);
  expect(await stage.countIn("price-cache")).toBe(0);
  expect(await stage.logOf("price-cacher")).toEqual([]);
  const told = await stage.record();
  const topic = { TopicName: "stock-changes" };
  expect(await told.metric(SHOP, "AWS/SNS/NumberOfMessagesPublished", topic)).toBe(3);
  expect(await told.metric(SHOP, "AWS/SNS/NumberOfNotificationsDelivered", topic)).toBe(3);
  expect(await told.metric(SHOP, "AWS/SNS/NumberOfNotificationsFilteredOut", topic)).toBe(2);
  expect(await told.metric(SHOP, "AWS/SNS/NumberOfNotificationsFailed", topic)).toBe(1);
  expect(await told.metric(SHOP, "AWS/SNS/NumberOfNotificationsRedrivenToDlq", topic)).toBe(1);
  expect(await told.metric(SHOP, "AWS/SNS/NumberOfNotificationsFailedToRedriveToDlq", topic)).toBeUndefined();
  expect(await told.changes(SHOP, "SetQueueAttributes")).toMatchObject([
    { resources: [arnIn(SHOP, "sqs", "price-cache")], requestParameters: { attributes: { Policy: "" } } },
  ]);
});

test("unprotected-rule: the events are gone, no queue has them, and only a metric counts them, until it is over", async () => {
  await stage.begin(unprotectedRule);
  await stage.pass(5);
  const lost = await stage.countIn("rehearsal-orders-dlq");
  await unprotectedRule.end?.(stage.estate);
  await happenings.orderPlaced(stage.estate, stage.draw());
  await stage.pass(10);

  expect(lost).toBe(0);
  expect(await stage.countIn("shop-events-rules-dlq")).toBe(0);
  expect(await stage.logOf("rehearse-order", "END RequestId")).toHaveLength(1);
  const told = await stage.record();
  const rule = { EventBusName: "shop", RuleName: "rehearse" };
  expect(await told.metric(REHEARSAL, "AWS/Events/FailedInvocations", rule)).toBe(3);
  expect(await told.metric(REHEARSAL, "AWS/Events/InvocationsSentToDlq", rule)).toBeUndefined();
});
