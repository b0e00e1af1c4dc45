import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Forbidden, NotFound, Unavailable } from "@/lib/core/errors";
import { ACCOUNT, aQueue, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

let sim: SimulatedAws;
let queueUrl: string;
beforeEach(async () => {
  sim = await startSimulatedAws();
  queueUrl = await aQueue(sim.root, "orders");
});
afterEach(() => sim.stop());

const three = ["a", "b", "c"].map((body) => ({ body, attributes: {} }));

test("each message of a send gets its own result, in order", async () => {
  const results = await sim.session().sqs.send(queueUrl, [
    { body: "fine", attributes: {} },
    { body: "not\u0001legal", attributes: {} },
    { body: "fine too", attributes: {} },
  ]);

  expect(results.map((result) => result.kind)).toEqual(["sent", "rejected", "sent"]);
  expect(results[1]).toMatchObject({ isSenderFault: true });
});

test("a message that SQS itself failed to take is rejected without blame, so it may be sent again", async () => {
  await sim.control("POST", "faults", { operation: "sqs:SendMessageBatch", kind: "partialBatch", n: 1 });

  const results = await sim.session().sqs.send(queueUrl, three);

  expect(results.map((result) => result.kind)).toEqual(["rejected", "sent", "sent"]);
  expect(results[0]).toMatchObject({ isSenderFault: false });
});

test.each([
  ["the connection breaks after the send took effect", { kind: "resetAfter" }, 3],
  ["the connection breaks before it", { kind: "resetBefore" }, 0],
  ["AWS has a fault of its own after it", { kind: "5xx", afterEffect: true }, 3],
])("when %s, every message is unknown and nothing is sent a second time", async (_, fault, arrivedCount) => {
  await sim.control("POST", "faults", { operation: "sqs:SendMessageBatch", ...fault });

  const results = await sim.session().sqs.send(queueUrl, three);

  const { effects } = await sim.control("GET", "usage/effects");
  expect(results.map((result) => result.kind)).toEqual(["unknown", "unknown", "unknown"]);
  expect(await sim.callCount("sqs:SendMessageBatch")).toBe(1);
  expect(effects).toHaveLength(arrivedCount);
});

test("a throttled send is refused as a whole, once, and known not to have been sent", async () => {
  await sim.control("POST", "faults", { operation: "sqs:SendMessageBatch", kind: "throttle" });

  const failure = await sim
    .session()
    .sqs.send(queueUrl, three)
    .catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.detail).toMatchObject({ isThrottled: true, retryable: true, effect: "none" });
  expect(await sim.callCount("sqs:SendMessageBatch")).toBe(1);
});

test("a denied send names the action", async () => {
  const failure = await sim
    .session({ role: "read" })
    .sqs.send(queueUrl, three)
    .catch((error) => error);

  expect(failure).toBeInstanceOf(Forbidden);
  expect(failure.detail.action).toBe("sqs:SendMessage");
});

test("a send to a queue that is gone says so", async () => {
  const failure = await sim
    .session()
    .sqs.send(`${queueUrl}-gone`, three)
    .catch((error) => error);

  expect(failure).toBeInstanceOf(NotFound);
  expect(failure.code).toBe("aws-not-found");
});

test("where nothing listens, a send is refused as not sent", async () => {
  const session = sim.session();
  await session.sqs.attributes(queueUrl);
  await sim.simulator.stop();
  // Uses up the connection that was open: on that one, nobody could tell whether a send arrived.
  await session.sqs.attributes(queueUrl).catch(() => undefined);

  const failure = await session.sqs.send(queueUrl, three).catch((error) => error);

  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.detail).toMatchObject({ retryable: true, effect: "none" });
});

test("attributes of every type arrive as they were sent, types verbatim and bytes untouched", async () => {
  const attributes = {
    text: { dataType: "String", stringValue: "Zürich \u{1F4EE}" },
    count: { dataType: "Number.int", stringValue: "12345678901234567890123456789012345678" },
    picture: { dataType: "Binary.gif", binaryBase64: Buffer.from([0, 255, 1, 254]).toString("base64") },
  };
  await sim.session().sqs.send(queueUrl, [{ body: "b", attributes, groupId: "tenant", traceHeader: "Root=1-2-3" }]);

  const [message] = await sim.session().sqs.receive(queueUrl, { maxCount: 1, waitSeconds: 1, visibilitySeconds: 5 });

  expect(message?.attributes).toEqual(attributes);
  expect(message?.system).toMatchObject({ MessageGroupId: "tenant", AWSTraceHeader: "Root=1-2-3" });
});

test("a megabyte goes through and is billed as sixteen requests", async () => {
  const body = "x".repeat(1_048_576);
  sim.aws.takeUsage();

  const results = await sim.session().sqs.send(queueUrl, [{ body, attributes: {} }]);

  const sends = sim.aws.takeUsage().filter((count) => count.action === "sqs:SendMessage");
  expect(results).toMatchObject([{ kind: "sent" }]);
  expect(sends).toMatchObject([{ calls: 1, units: 16, purpose: "run", accountId: ACCOUNT.id }]);
});

test("ten messages are one HTTP request", async () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({ body: `message ${index}`, attributes: {} }));

  await sim.session().sqs.send(queueUrl, ten);

  const received = await sim.root.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  expect(await sim.callCount("sqs:SendMessageBatch")).toBe(1);
  expect(received.Messages).toHaveLength(10);
});
