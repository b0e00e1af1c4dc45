import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, type Clients, clientsOf, errorOf, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let clients: Clients;
let url: string;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  clients = clientsOf(simulator.url);
  url = await aQueue(clients, "orders");
});
afterEach(() => simulator.stop());

const faults = (...rules: object[]) => sim(simulator.url, "POST", "/faults", { rules });
const send = (body = "x") => clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
const receive = () =>
  clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 30 }));

async function sentCount(): Promise<number> {
  const { body } = await sim(simulator.url, "GET", "/usage/effects");
  return body.effects.filter(({ action }: { action: string }) => action === "SendMessage").length;
}

test.each([
  ["throttle", { kind: "throttle" }, { name: "RequestThrottled", $metadata: { httpStatusCode: 403 } }],
  ["throttle by another name", { kind: "throttle", code: "ThrottlingException" }, { name: "ThrottlingException" }],
  ["5xx", { kind: "5xx" }, { name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } }],
  ["5xx of 500", { kind: "5xx", status: 500 }, { $fault: "server", $metadata: { httpStatusCode: 500 } }],
  ["accessDenied", { kind: "accessDenied" }, { name: "AccessDenied", $metadata: { httpStatusCode: 403 } }],
  ["expiredToken", { kind: "expiredToken" }, { name: "ExpiredToken" }],
  ["resetBefore", { kind: "resetBefore" }, { code: "ECONNRESET" }],
])("%s strikes before the effect", async (_, rule, expected) => {
  await faults({ operation: "sqs:SendMessage", ...rule });

  expect(await errorOf(send())).toMatchObject(expected);

  expect(await sentCount()).toBe(0);
});

test.each([
  ["resetAfter", { kind: "resetAfter" }],
  ["5xx afterEffect", { kind: "5xx", afterEffect: true }],
  ["timeout afterEffect", { kind: "timeout", afterEffect: true, ms: 50 }],
])("%s strikes after the effect: the message is there, its answer is lost", async (_, rule) => {
  await faults({ operation: "sqs:SendMessage", ...rule });

  await errorOf(send());

  expect(await sentCount()).toBe(1);
});

test("an SDK that retries by itself doubles a message whose answer was lost", async () => {
  await faults({ operation: "sqs:SendMessage", kind: "resetAfter", nth: 1 });
  const retrying = new SQSClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    useQueueUrlAsEndpoint: false,
  });

  await retrying.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "twice" }));

  expect(await sentCount()).toBe(2);
});

test("a hanging call ends when the client gives up, and has no effect", async () => {
  await faults({ operation: "sqs:SendMessage", kind: "timeout" });

  const sending = clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x" }), {
    abortSignal: AbortSignal.timeout(100),
  });

  expect(await errorOf(sending)).toMatchObject({ name: "AbortError" });
  expect(await sentCount()).toBe(0);
});

test("a delay holds the call for that time on the simulated clock", async () => {
  await faults({ operation: "sqs:SendMessage", kind: "delayMs", ms: 3_600_000 });

  const sending = send();
  await expect.poll(async () => (await sim(simulator.url, "GET", "/faults")).body.faults[0].hits).toBe(1);
  await simulator.world.advance(3600);

  await expect(sending).resolves.toBeDefined();
});

test("partialBatch fails the first entries and lets the others pass", async () => {
  await faults({ operation: "sqs:SendMessageBatch", kind: "partialBatch", n: 3 });
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: "x" }));

  const answer = await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));

  expect(answer.Failed).toHaveLength(3);
  expect(answer.Successful).toHaveLength(7);
  expect(await sentCount()).toBe(7);
});

test("emptyReceive hides messages that are there", async () => {
  await aMessage(clients, url);
  await faults({ operation: "sqs:ReceiveMessage", kind: "emptyReceive", until: 2 });

  const found = [await receive(), await receive(), await receive()].map(({ Messages }) => Messages?.length ?? 0);

  expect(found).toEqual([0, 0, 1]);
});

test("duplicateDelivery hands the same message out again while it is in flight", async () => {
  await aMessage(clients, url);
  await faults({ operation: "sqs:ReceiveMessage", kind: "duplicateDelivery", nth: 1 });

  const found = [await receive(), await receive(), await receive()].map(({ Messages }) => Messages?.[0]?.MessageId);

  expect(found[0]).toBeDefined();
  expect(found[1]).toBe(found[0]);
  expect(found[2]).toBeUndefined();
});

test("lateReceive gives messages whose visibility timeout is over already", async () => {
  await aMessage(clients, url);
  await faults({ operation: "sqs:ReceiveMessage", kind: "lateReceive", nth: 1 });

  const late = await receive();
  const again = await receive();

  expect(again.Messages?.[0]?.MessageId).toBe(late.Messages?.[0]?.MessageId);
});

test("overLimit is an error that the SDK does not retry", async () => {
  await faults({ operation: "sqs:ReceiveMessage", kind: "overLimit" });

  expect(await errorOf(receive())).toMatchObject({ name: "OverLimit" });
});

test("access can be denied to delete alone, while sending goes on", async () => {
  await aMessage(clients, url);
  const { Messages } = await receive();
  await faults({ operation: "sqs:DeleteMessage*", kind: "accessDenied" });

  const deleting = clients.sqs.send(
    new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: Messages?.[0]?.ReceiptHandle }),
  );

  expect(await errorOf(deleting)).toMatchObject({ name: "AccessDenied" });
  await expect(send()).resolves.toBeDefined();
});

test("one account, one Region or one queue can be down while the others answer", async () => {
  const other = await aQueue(clients, "payments");
  const europe = clientsOf(simulator.url, rootKeys(ACCOUNT), "eu-west-1");
  await faults(
    { operation: "*", kind: "5xx", region: "eu-west-1" },
    { operation: "sqs:*", kind: "5xx", queueName: "orders" },
  );

  await errorOf(europe.sqs.send(new ListQueuesCommand({})));
  await errorOf(send());
  await aMessage(clients, other);

  const { body } = await sim(simulator.url, "GET", "/faults");
  expect(body.faults.map(({ hits }: { hits: number }) => hits)).toEqual([1, 1]);
});

test("each service is throttled under its own name", async () => {
  await faults({ operation: "*", kind: "throttle" });
  const data = new GetMetricDataCommand({ MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) });

  expect(await errorOf(clients.cloudwatch.send(data))).toMatchObject({ name: "Throttling" });
  expect(await errorOf(clients.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name: "Throttling" });
  expect(await errorOf(clients.lambda.send(new ListEventSourceMappingsCommand({})))).toMatchObject({
    name: "TooManyRequestsException",
    $metadata: { httpStatusCode: 429 },
  });
});

test("rules can be listed, removed one by one, and all at once", async () => {
  const { body } = await faults({ operation: "*", kind: "5xx" }, { operation: "*", kind: "throttle" });
  await sim(simulator.url, "DELETE", `/faults?id=${body.faults[0].id}`);

  expect((await sim(simulator.url, "GET", "/faults")).body.faults).toMatchObject([{ kind: "throttle" }]);
  expect((await sim(simulator.url, "DELETE", "/faults")).body).toEqual({ removedCount: 1 });
  await expect(send()).resolves.toBeDefined();
});

test.each([
  ["an unknown kind", { operation: "*", kind: "explode" }, /kind must be one of throttle/],
  ["no operation", { kind: "5xx" }, /operation is required/],
  ["a misspelt field", { operation: "*", kind: "5xx", nht: 1 }, /nht is unknown/],
  ["a rate above one", { operation: "*", kind: "5xx", rate: 2 }, /rate must be a number from 0 to 1/],
])("a rule with %s is refused in words", async (_, rule, message) => {
  const { status, body } = await faults(rule);

  expect(status).toBe(400);
  expect(body.error).toMatch(message);
});
