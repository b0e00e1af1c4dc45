import {
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, aQueue, type Clients, clientsOf, REGION, rootKeys, sim } from "./sim-clients";
import { behave, functionArn, metricSum, printed, queueArn } from "./sim-lambda";

const BROKEN = [{ fails: { type: "Error", message: "no <$.id>", trace: ["    at here"] } }];

let simulator: Simulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
});

afterEach(() => simulator.stop());

const send = (name: string, value: unknown) =>
  clients.lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: "Event", Payload: Buffer.from(JSON.stringify(value)) }),
  );

async function messages(queueUrl: string) {
  const { Messages = [] } = await clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return Messages;
}

const configure = (name: string, settings: Omit<PutFunctionEventInvokeConfigCommandInput, "FunctionName">) =>
  clients.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: name, ...settings }));

const starts = (name: string) => printed(simulator.world, name).filter((line) => line.startsWith("START"));

test("a failing event is tried again after one and two minutes, then goes to the dead-letter queue", async () => {
  const dlq = await aQueue(clients, "dlq");
  await behave(simulator.url, "f", BROKEN, { deadLetterArn: queueArn("dlq") });
  const accepted = await send("f", { id: 7 });
  await simulator.world.advance(59);
  const afterFirst = starts("f").length;
  await simulator.world.advance(2);
  const afterSecond = starts("f").length;
  await simulator.world.advance(118);
  const beforeThird = starts("f").length;
  await simulator.world.advance(5);
  const [dead, ...others] = await messages(dlq);

  expect([accepted.StatusCode, afterFirst, afterSecond, beforeThird, starts("f").length]).toEqual([202, 1, 2, 2, 3]);
  expect(others).toEqual([]);
  expect(dead?.Body).toBe('{"id":7}');
  expect(dead?.MessageAttributes).toEqual({
    RequestID: { DataType: "String", StringValue: accepted.$metadata.requestId },
    ErrorCode: { DataType: "Number", StringValue: "200" },
    ErrorMessage: { DataType: "String", StringValue: "no 7" },
  });
});

test("each try has the same request id, and the metrics count what happened", async () => {
  await behave(simulator.url, "f", BROKEN);
  await send("f", { id: 7 });
  await simulator.world.advance(300);
  const { world } = simulator;
  const sumOf = (metric: string) => metricSum(world, metric, "f");

  expect(new Set(starts("f")).size).toBe(1);
  expect(["AsyncEventsReceived", "Invocations", "Errors", "AsyncEventsDropped"].map(sumOf)).toEqual([1, 3, 3, 1]);
  expect(["DeadLetterErrors", "DestinationDeliveryFailures", "Throttles"].map(sumOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(sumOf("AsyncEventAge")).toBeGreaterThanOrEqual(60_000 + 180_000);
});

test("the on-failure destination gets a record with the event and the error", async () => {
  const failures = await aQueue(clients, "failures");
  await behave(simulator.url, "f", BROKEN);
  await configure("f", {
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: queueArn("failures") } },
  });
  const { $metadata } = await send("f", { id: 7 });
  await simulator.world.advance(2);
  const [message] = await messages(failures);

  expect(message?.MessageAttributes).toBeUndefined();
  expect(JSON.parse(message?.Body ?? "")).toEqual({
    version: "1.0",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    requestContext: {
      requestId: $metadata.requestId,
      functionArn: `${functionArn("f")}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 1,
    },
    requestPayload: { id: 7 },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: { errorType: "Error", errorMessage: "no 7", trace: ["Error: no 7", "    at here"] },
  });
});

test("the on-success destination gets what the function returned", async () => {
  const successes = await aQueue(clients, "successes");
  await behave(simulator.url, "f", [{ returns: { total: 3 } }]);
  await configure("f", { DestinationConfig: { OnSuccess: { Destination: queueArn("successes") } } });
  await send("f", {});
  await simulator.world.advance(2);
  const [message] = await messages(successes);

  expect(JSON.parse(message?.Body ?? "")).toMatchObject({
    requestContext: { condition: "Success" },
    responsePayload: { total: 3 },
  });
});

test("a function can be the destination of another", async () => {
  await behave(simulator.url, "f", BROKEN);
  await behave(simulator.url, "cleaner", [{ log: ["cleaning up after <$.requestPayload.id>"] }]);
  await configure("f", {
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: functionArn("cleaner") } },
  });
  await send("f", { id: 7 });
  await simulator.world.advance(2);

  expect(printed(simulator.world, "cleaner").join("")).toContain("cleaning up after 7");
});

test("a throttled event waits for its turn and is dropped when it is too old, never having run", async () => {
  const dlq = await aQueue(clients, "dlq");
  const failures = await aQueue(clients, "failures");
  await behave(simulator.url, "f", [{ fails: "throttle" }], { deadLetterArn: queueArn("dlq") });
  await configure("f", {
    MaximumEventAgeInSeconds: 120,
    DestinationConfig: { OnFailure: { Destination: queueArn("failures") } },
  });
  await send("f", { id: 7 });
  await simulator.world.advance(118);
  const tooEarly = await messages(dlq);
  await simulator.world.advance(4);
  const [dead] = await messages(dlq);
  const [record] = await messages(failures);

  expect(tooEarly).toEqual([]);
  expect(dead?.MessageAttributes?.ErrorCode?.StringValue).toBe("429");
  expect(JSON.parse(record?.Body ?? "")).toMatchObject({
    requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 },
    responseContext: null,
    responsePayload: null,
  });
  expect(metricSum(simulator.world, "Throttles", "f")).toBe(7);
  expect(metricSum(simulator.world, "Invocations", "f")).toBeUndefined();
});

test("a topic as the dead-letter target gets the event and the same attributes", async () => {
  const sns = new SNSClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
  });
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "dead" }));
  const Policy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" },
    ],
  };
  const dead = await aQueue(clients, "dead", { Policy: JSON.stringify(Policy) });
  const Attributes = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("dead"), Attributes }));
  await behave(simulator.url, "f", BROKEN, { deadLetterArn: TopicArn });
  await configure("f", { MaximumRetryAttempts: 0 });
  await send("f", { id: 7 });
  await simulator.world.advance(5);
  const [message] = await messages(dead);

  expect(message?.Body).toBe('{"id":7}');
  expect(message?.MessageAttributes?.ErrorCode).toEqual({ DataType: "Number", StringValue: "200" });
});

test("without reserved concurrency an event goes to the dead-letter queue at once", async () => {
  const dlq = await aQueue(clients, "dlq");
  await behave(simulator.url, "f", [], { deadLetterArn: queueArn("dlq") });
  await clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: "f", ReservedConcurrentExecutions: 0 }));
  await send("f", { id: 7 });
  await simulator.world.advance(1);

  expect(await messages(dlq)).toHaveLength(1);
});

test("a dead-letter queue and a destination that cannot be reached are counted", async () => {
  await behave(simulator.url, "f", BROKEN, { deadLetterArn: queueArn("gone") });
  await configure("f", {
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: queueArn("gone-too") } },
  });
  await send("f", { id: 7 });
  await simulator.world.advance(2);

  expect(metricSum(simulator.world, "DeadLetterErrors", "f")).toBe(1);
  expect(metricSum(simulator.world, "DestinationDeliveryFailures", "f")).toBe(1);
});

test("a declared execution role decides what the function may send", async () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/f`;
  await aQueue(clients, "out");
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  await sim(simulator.url, "POST", "/setup", {
    roles: [{ arn: role, trust, policies: [allow("sqs:SendMessage", queueArn("other"))] }],
  });
  await behave(simulator.url, "f", [{ emit: [{ to: queueArn("out"), body: "x" }] }], { role });
  const answer = await clients.lambda.send(new InvokeCommand({ FunctionName: "f" }));

  expect(answer.FunctionError).toBe("Unhandled");
  expect(Buffer.from(answer.Payload ?? []).toString()).toContain("is not authorized to perform: sqs:SendMessage");
});

test("a function sends on what its behaviour says", async () => {
  const out = await aQueue(clients, "out");
  const emission = { to: queueArn("out"), body: { order: "<$.id>" }, attributes: { kind: "a<$.id>" } };
  await behave(simulator.url, "f", [{ emit: [emission] }]);
  await send("f", { id: 7 });
  await simulator.world.advance(1);
  const [message] = await messages(out);

  expect(message?.Body).toBe('{"order":7}');
  expect(message?.MessageAttributes?.kind).toEqual({ DataType: "String", StringValue: "a7" });
});

test("retries survive a saved state", async () => {
  await aQueue(clients, "dlq");
  await behave(simulator.url, "f", BROKEN, { deadLetterArn: queueArn("dlq") });
  await send("f", { id: 7 });
  await simulator.world.advance(65);
  const snapshot: unknown = JSON.parse(JSON.stringify(simulator.world.serialize()));
  const other = await startSimulator();
  other.world.load(snapshot);
  await other.world.advance(200);
  const later = other.world.sqs.regionOf(ACCOUNT, "us-east-1").find("dlq")?.store.size;
  await other.stop();

  expect(later).toBe(1);
  expect(metricSum(other.world, "Invocations", "f")).toBe(3);
});
