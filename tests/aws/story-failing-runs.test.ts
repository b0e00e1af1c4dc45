import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arnIn, functionArn, SHOP } from "../../jobs/demo/story/estate/estate-places";
import * as happenings from "../../jobs/demo/story/estate/happenings";
import { failingSaga } from "../../jobs/demo/story/incidents/failing-saga";
import { refundsFail } from "../../jobs/demo/story/incidents/refunds-fail";
import { throttledFunction } from "../../jobs/demo/story/incidents/throttled-function";
import { unreadableClicks } from "../../jobs/demo/story/incidents/unreadable-clicks";
import { attributesOf, bodyOf, openStage, type Stage } from "./story-stage";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

test("throttled-function: events that had no turn within two minutes are dead, unread, with status 429", async () => {
  await stage.begin(throttledFunction);
  await stage.pass(118);
  const early = await stage.countIn("async-failures-dlq");
  await stage.pass(5);

  const count = await stage.countIn("async-failures-dlq");
  const letters = await stage.lettersIn("async-failures-dlq");
  expect(early).toBe(0);
  expect(letters.length).toBeGreaterThan(3);
  for (const letter of letters) {
    expect(attributesOf(letter)).toEqual({
      RequestID: expect.stringMatching(/^[\da-f-]{36}$/),
      ErrorCode: "429",
      ErrorMessage: expect.stringMatching(/\S/),
    });
    expect(letter.MessageAttributes?.ErrorCode?.DataType).toBe("Number");
    expect(letter.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
    expect(bodyOf(letter)).toMatchObject({ "detail-type": "OrderPlaced" });
    expect(await stage.logOf("fraud-check", attributesOf(letter).RequestID)).toEqual([]);
  }
  expect((await stage.logOf("fraud-check", "END RequestId")).length).toBe(12 - count);
  const told = await stage.record();
  const ofFunction = { FunctionName: "fraud-check" };
  expect(await told.metric(SHOP, "AWS/Lambda/Throttles", ofFunction)).toBeGreaterThan(30);
  expect(await told.metric(SHOP, "AWS/Lambda/AsyncEventsReceived", ofFunction)).toBe(12);
  expect(await told.metric(SHOP, "AWS/Lambda/AsyncEventsDropped", ofFunction)).toBe(count);
  expect(await told.metric(SHOP, "AWS/Lambda/ConcurrentExecutions", ofFunction, "Maximum")).toBe(1);
  expect(await told.metric(SHOP, "AWS/Lambda/Duration", ofFunction, "Maximum")).toBe(4500);
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", ofFunction)).toBe(0);
  expect(await told.metric(SHOP, "AWS/Lambda/DeadLetterErrors", ofFunction)).toBeUndefined();
  // The function took the events over: for the rule they were delivered.
  const rule = { EventBusName: "shop", RuleName: "order-placed" };
  expect(await told.metric(SHOP, "AWS/Events/FailedInvocations", rule)).toBeUndefined();
  expect(await told.changes(SHOP, "PutFunctionConcurrency20171031")).toMatchObject([
    { resources: ["fraud-check"], requestParameters: { reservedConcurrentExecutions: 1 } },
  ]);
});

test("failing-saga: the execution fails after the stock was given back, can be redriven, and no queue knows", async () => {
  await stage.begin(failingSaga);
  await stage.pass(30);

  const { sfn } = stage.estate.at(SHOP);
  const stateMachineArn = arnIn(SHOP, "states", "stateMachine:checkout-saga");
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "FAILED" }));
  expect(executions).toHaveLength(1);
  const executionArn = executions[0]?.executionArn;
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  const failed = events.find(({ type }) => type === "LambdaFunctionFailed")?.lambdaFunctionFailedEventDetails;
  expect(failed).toMatchObject({ error: "CardDeclined", cause: expect.stringContaining("do not honour") });
  expect(events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name)).toContain("ReleaseStock");
  expect(events.at(-1)?.executionFailedEventDetails?.error).toBe("CheckoutFailed");
  const described = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ error: "CheckoutFailed", redriveStatus: "REDRIVABLE" });
  const { orderId } = JSON.parse(described.input ?? "{}");
  expect((await stage.logOf("capture-payment", orderId)).join("")).toContain("card declined");
  expect(await stage.logOf("release-stock", "END RequestId")).toHaveLength(1);
  expect(await stage.countIn("fan-out-dlq")).toBe(0);
  const told = await stage.record();
  const machine = { StateMachineArn: stateMachineArn };
  expect(await told.metric(SHOP, "AWS/States/ExecutionsStarted", machine)).toBe(1);
  expect(await told.metric(SHOP, "AWS/States/ExecutionsFailed", machine)).toBe(1);
  expect(await told.metric(SHOP, "AWS/States/ExecutionsSucceeded", machine)).toBeUndefined();
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", { FunctionName: "capture-payment" })).toBe(1);
});

test("refunds-fail: executions fail at the state that pays back, and once it works a redrive of them succeeds", async () => {
  const { sfn } = stage.estate.at(SHOP);
  const stateMachineArn = arnIn(SHOP, "states", "stateMachine:refund-order");
  const failed = async () =>
    (await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "FAILED" }))).executions ?? [];
  await stage.begin(refundsFail);
  await stage.pass(30);
  const executions = await failed();
  await refundsFail.end?.(stage.estate);
  for (const { executionArn } of executions) await sfn.send(new RedriveExecutionCommand({ executionArn }));
  await stage.pass(30);

  expect(executions).toHaveLength(3);
  expect(await failed()).toEqual([]);
  expect(await stage.logOf("find-payment", "END RequestId")).toHaveLength(3);
  expect(await stage.logOf("pay-back", "END RequestId")).toHaveLength(6);
  expect(await stage.countIn("fan-out-dlq")).toBe(0);
});

test("unreadable-clicks: a pointer to the batch after three tries, not its content, and the stream goes on", async () => {
  await stage.begin(unreadableClicks);
  await stage.pass(60);
  await happenings.clicked(stage.estate, stage.draw());
  await stage.pass(30);

  const letters = await stage.lettersIn("clickstream-dlq");
  expect(letters).toHaveLength(1);
  const [pointer] = letters.map(bodyOf);
  expect(pointer).toMatchObject({
    version: "1.0",
    requestContext: {
      functionArn: functionArn(SHOP, "click-counter"),
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 3,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    KinesisBatchInfo: {
      shardId: "shardId-000000000000",
      startSequenceNumber: expect.stringMatching(/^\d+$/),
      endSequenceNumber: expect.stringMatching(/^\d+$/),
      approximateArrivalOfFirstRecord: expect.any(String),
      approximateArrivalOfLastRecord: expect.any(String),
      batchSize: 3,
      streamArn: arnIn(SHOP, "kinesis", "stream/clickstream"),
    },
  });
  expect(letters[0]?.Body).not.toContain("spa");
  expect(letters.map(attributesOf)).toEqual([{}]);
  expect(letters[0]?.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
  const { startSequenceNumber } = pointer.KinesisBatchInfo;
  expect((await stage.logOf("click-counter", startSequenceNumber)).join("")).toContain("URI malformed");
  expect(await stage.logOf("click-counter", pointer.requestContext.requestId)).not.toEqual([]);
  const told = await stage.record();
  const ofFunction = { FunctionName: "click-counter" };
  expect(await told.metric(SHOP, "AWS/Lambda/Errors", ofFunction)).toBe(3);
  expect(await told.metric(SHOP, "AWS/Lambda/Invocations", ofFunction)).toBe(4);
  // The records wait for the tries: the last of them reads them seconds late.
  expect(await told.metric(SHOP, "AWS/Lambda/IteratorAge", ofFunction, "Maximum")).toBeGreaterThan(1000);
});
