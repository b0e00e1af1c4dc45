import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import type { SimulatedWorld } from "@/simulator/world";
import { ACCOUNT, aMessage, aQueue, type Clients, clientsOf, errorOf, REGION, sim } from "./sim-clients";
import { aFunction, behave, functionArn, metricSum, printed, queueArn } from "./sim-lambda";

const POISON = {
  when: { body: { poison: [true] } },
  fails: { type: "ParseError", message: "cannot read <$.body.id>" },
};

let simulator: Simulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
  simulator.world.clock.freeze();
});

afterEach(() => simulator.stop());

const map = (settings: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  clients.lambda.send(
    new CreateEventSourceMappingCommand({ EventSourceArn: queueArn("orders"), FunctionName: "f", ...settings }),
  );

const queueIn = (world: SimulatedWorld, name: string) => world.sqs.regionOf(ACCOUNT, REGION).find(name);

/** The bodies of all messages in a queue, in the order of arrival. */
const held = (name: string, world = simulator.world) =>
  [...(queueIn(world, name)?.store.all() ?? [])].map(({ body }) => body);

async function ordersWithDlq(attributes = {}, type = ""): Promise<string> {
  const FifoQueue = type ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {};
  await aQueue(clients, `orders-dlq${type}`, type ? { FifoQueue: "true" } : {});
  return aQueue(clients, `orders${type}`, {
    VisibilityTimeout: "30",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(`orders-dlq${type}`), maxReceiveCount: 3 }),
    ...FifoQueue,
    ...attributes,
  });
}

async function sendAll(QueueUrl: string, bodies: readonly unknown[], MessageGroupId?: string): Promise<string[]> {
  const Entries = bodies.map((body, n) => ({ Id: `m${n}`, MessageBody: JSON.stringify(body), MessageGroupId }));
  const { Successful = [] } = await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Successful.map(({ MessageId }) => MessageId ?? "");
}

test("messages are consumed when the function succeeds", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [{ log: ["order <$.body.id>"] }]);
  const created = await map();
  await sendAll(orders, [{ id: 1 }, { id: 2 }]);
  const whileWorking = queueIn(simulator.world, "orders")?.store.counts.inFlight;
  await simulator.world.advance(1);
  const shown = await clients.lambda.send(new GetEventSourceMappingCommand({ UUID: created.UUID }));

  expect(whileWorking).toBe(2);
  expect(held("orders")).toEqual([]);
  expect(printed(simulator.world, "f").filter((line) => line.includes("order ")).length).toBe(2);
  expect([created.State, shown.State, shown.LastProcessingResult]).toEqual(["Creating", "Enabled", "OK"]);
});

test("a poison message reaches the dead-letter queue without a word of why; its log line names it", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [POISON]);
  await map();
  const [id] = await sendAll(orders, [{ id: 7, poison: true }]);
  await simulator.world.advance(89);
  const tooEarly = held("orders-dlq");
  await simulator.world.advance(3);
  const [dead] = [...(queueIn(simulator.world, "orders-dlq")?.store.all() ?? [])];

  expect(tooEarly).toEqual([]);
  expect(dead).toMatchObject({ id, deadLetterSourceArn: queueArn("orders"), receiveCount: 3 });
  expect(dead?.attributes).toBeUndefined();
  const errors = printed(simulator.world, "f").filter((line) => line.includes(`Record ${id} failed`));
  expect(errors).toHaveLength(3);
  expect(errors[0]).toContain('{"errorType":"ParseError","errorMessage":"cannot read 7"');
});

test("one bad message drags its batch along", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [POISON]);
  await map();
  await sendAll(orders, [{ id: 1 }, { id: 2, poison: true }, { id: 3 }]);
  await simulator.world.advance(100);

  expect(held("orders")).toEqual([]);
  expect(held("orders-dlq")).toHaveLength(3);
});

test("with partial batch responses only the bad message comes back", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [POISON]);
  await map({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
  await sendAll(orders, [{ id: 1 }, { id: 2, poison: true }, { id: 3 }]);
  await simulator.world.advance(1);
  const left = held("orders");
  await simulator.world.advance(100);

  expect(left).toEqual(['{"id":2,"poison":true}']);
  expect(held("orders-dlq")).toEqual(['{"id":2,"poison":true}']);
  expect(metricSum(simulator.world, "Errors", "f")).toBe(0);
});

test.each([
  ["an unknown id", { batchItemFailures: [{ itemIdentifier: "nobody" }] }, 2],
  ["a missing id", { batchItemFailures: [{ id: "x" }] }, 2],
  ["a text", "done", 2],
  ["an empty list", { batchItemFailures: [] }, 0],
  ["nothing", null, 0],
])("a partial batch response with %s leaves the right messages", async (_what, returns, leftCount) => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [{ returns }]);
  await map({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
  await sendAll(orders, [{ id: 1 }, { id: 2 }]);
  await simulator.world.advance(1);

  expect(held("orders")).toHaveLength(leftCount);
});

test("a poison message holds up its FIFO group and no other, until it is dead-lettered", async () => {
  const orders = await ordersWithDlq({}, ".fifo");
  await behave(simulator.url, "f", [POISON, { log: ["done <$.body.id>"] }]);
  await map({ EventSourceArn: queueArn("orders.fifo"), BatchSize: 1 });
  await sendAll(orders, [{ id: 1, poison: true }, { id: 2 }], "a");
  await sendAll(orders, [{ id: 3 }], "b");
  const done = () => printed(simulator.world, "f").flatMap((line) => /done (\d)/.exec(line)?.[1] ?? []);
  await simulator.world.advance(80);
  const whileBlocked = done();
  await simulator.world.advance(30);

  expect(whileBlocked).toEqual(["3"]);
  expect(done()).toEqual(["3", "2"]);
  expect(held("orders-dlq.fifo")).toEqual(['{"id":1,"poison":true}']);
});

test("a partial failure in a FIFO batch returns everything behind it too", async () => {
  const orders = await ordersWithDlq({}, ".fifo");
  await behave(simulator.url, "f", [POISON]);
  await map({ EventSourceArn: queueArn("orders.fifo"), FunctionResponseTypes: ["ReportBatchItemFailures"] });
  await sendAll(orders, [{ id: 1 }, { id: 2, poison: true }, { id: 3 }], "a");
  await simulator.world.advance(1);

  expect(held("orders.fifo")).toEqual(['{"id":2,"poison":true}', '{"id":3}']);
});

test("messages that the filter holds back are deleted unseen", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [{ log: ["order <$.body.id>"] }]);
  await map({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: ["order"] } }) }] } });
  await sendAll(orders, [{ id: 1, kind: "order" }, { id: 2, kind: "note" }, "text"]);
  await simulator.world.advance(1);

  expect(held("orders")).toEqual([]);
  expect(printed(simulator.world, "f").filter((line) => line.includes("order "))).toHaveLength(1);
});

test("a batching window gathers messages up to its end or the batch size", async () => {
  const orders = await ordersWithDlq({ VisibilityTimeout: "120" });
  await behave(simulator.url, "f", []);
  await map({ MaximumBatchingWindowInSeconds: 20, BatchSize: 3 });
  const runs = () => printed(simulator.world, "f").filter((line) => line.startsWith("START")).length;
  await sendAll(orders, [1]);
  await simulator.world.advance(19);
  const gathering = runs();
  await simulator.world.advance(2);
  const afterWindow = runs();
  await sendAll(orders, [1, 2, 3]);
  await simulator.world.advance(1);

  expect([gathering, afterWindow, runs()]).toEqual([0, 1, 2]);
});

test("messages of a function that times out come back after their visibility timeout", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [{ fails: "timeout" }], { timeoutSeconds: 6 });
  await map();
  const [id] = await sendAll(orders, [{ id: 1 }]);
  await simulator.world.advance(95);
  const text = printed(simulator.world, "f").join("");

  expect(held("orders-dlq")).toHaveLength(1);
  expect(text.match(/Task timed out after 6\.00 seconds/g)).toHaveLength(3);
  expect(text).toContain(`Processing record ${id}`);
});

test("a throttled function loses messages to the dead-letter queue without ever having run", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", []);
  await clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: "f", ReservedConcurrentExecutions: 0 }));
  await map();
  await sendAll(orders, [{ id: 1 }]);
  await simulator.world.advance(200);

  expect(held("orders-dlq")).toHaveLength(1);
  expect(metricSum(simulator.world, "Throttles", "f")).toBe(3);
  expect(printed(simulator.world, "f")).toEqual([]);
});

test("maximum concurrency bounds how many batches are worked on at once", async () => {
  const orders = await ordersWithDlq({ VisibilityTimeout: "120" });
  await behave(simulator.url, "f", [{ ms: 2000 }]);
  await map({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
  await sendAll(orders, [1, 2, 3, 4, 5]);
  const atOnce = queueIn(simulator.world, "orders")?.store.counts.inFlight;
  await simulator.world.advance(7);

  expect(atOnce).toBe(2);
  expect(held("orders")).toEqual([]);
});

test("a batch under way survives a saved state", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", [POISON, { ms: 1000 }]);
  await map({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
  await sendAll(orders, [{ id: 1 }, { id: 2, poison: true }]);
  const snapshot: unknown = JSON.parse(JSON.stringify(simulator.world.serialize()));
  const other = await startSimulator();
  other.world.load(snapshot);
  await other.world.advance(100);
  await other.stop();

  expect(held("orders", other.world)).toEqual([]);
  expect(held("orders-dlq", other.world)).toEqual(['{"id":2,"poison":true}']);
});

test("a disabled or deleted mapping consumes nothing; enabled again it goes on", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", []);
  const { UUID } = await map({ Enabled: false });
  await sendAll(orders, [1]);
  await simulator.world.advance(5);
  const whileDisabled = held("orders").length;
  await clients.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await simulator.world.advance(5);
  const whileEnabled = held("orders").length;
  await clients.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await sendAll(orders, [1]);
  await simulator.world.advance(5);

  expect([whileDisabled, whileEnabled, held("orders").length]).toEqual([1, 0, 1]);
});

test("a mapping declared by setup consumes as soon as its function exists", async () => {
  const orders = await ordersWithDlq();
  const eventSourceMappings = [{ FunctionArn: functionArn("late"), EventSourceArn: queueArn("orders") }];
  await sim(simulator.url, "POST", "/setup", { eventSourceMappings });
  await aMessage(clients, orders);
  await simulator.world.advance(60);
  const before = held("orders").length;
  await aFunction(clients, "late");
  await simulator.world.advance(1);

  expect([before, held("orders").length]).toEqual([1, 0]);
});

test("messages sent later, delayed or moved by other means are noticed", async () => {
  const orders = await ordersWithDlq();
  await behave(simulator.url, "f", []);
  await map();
  await simulator.world.advance(3600);
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: orders, MessageBody: "later", DelaySeconds: 30 }));
  await simulator.world.advance(29);
  const delayed = held("orders").length;
  await simulator.world.advance(3);

  expect([delayed, held("orders").length]).toEqual([1, 0]);
});

test("an idle mapping counts as fifteen empty receives a minute", async () => {
  await ordersWithDlq();
  await behave(simulator.url, "f", []);
  await map();
  await simulator.world.advance(600);
  const metrics = simulator.world.sqs.queueMetrics(ACCOUNT, REGION).find(({ queueName }) => queueName === "orders");
  const minutes = [...(metrics?.minutes(0, Number.MAX_SAFE_INTEGER) ?? [])];

  expect(minutes.slice(2, 8).map(({ emptyReceives }) => emptyReceives)).toEqual([15, 15, 15, 15, 15, 15]);
});

test.each([
  ["a missing queue", { EventSourceArn: queueArn("gone") }, "NonExistentQueue"],
  ["a batch without a window", { BatchSize: 11 }, "batch window"],
  ["what is for streams only", { BisectBatchOnFunctionError: true }, "Unsupported BisectBatchOnFunctionError"],
  ["a visibility shorter than the time-out", { FunctionName: "slow" }, "30 seconds is less than Function timeout: 31"],
  ["a filter that is none", { FilterCriteria: { Filters: [{ Pattern: "{" }] } }, "Invalid filter pattern"],
])("a mapping with %s is refused", async (_what, settings, message) => {
  await ordersWithDlq();
  await aFunction(clients, "f");
  await aFunction(clients, "slow", { Timeout: 31 });
  const error = await errorOf(map(settings));

  expect(error.name).toBe("InvalidParameterValueException");
  expect(error.message).toContain(message);
});
