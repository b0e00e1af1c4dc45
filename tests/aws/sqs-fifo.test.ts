import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, expect, test } from "vitest";
import { startSimulator } from "@/simulator/start";
import { aQueue, clientsOf, errorOf } from "./sim-clients";

const simulator = await startSimulator();
afterAll(() => simulator.stop());
const aws = clientsOf(simulator.url);
const { sqs } = aws;

const aFifo = (name: string, more: Record<string, string> = {}) =>
  aQueue(aws, `${name}.fifo`, { FifoQueue: "true", ...more });

const send = (QueueUrl: string, group: string, body: string, dedup = body) =>
  sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: dedup }),
  );

async function received(
  QueueUrl: string,
  more: { ReceiveRequestAttemptId?: string; MaxNumberOfMessages?: number } = {},
) {
  const command = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const], ...more };
  return (await sqs.send(new ReceiveMessageCommand(command))).Messages ?? [];
}

test("order holds within a group, and a group in flight lets the others pass", async () => {
  const QueueUrl = await aFifo("order");
  for (const [group, body] of [
    ["a", "a1"],
    ["a", "a2"],
    ["b", "b1"],
    ["a", "a3"],
  ] as const)
    await send(QueueUrl, group, body);
  const first = await received(QueueUrl, { MaxNumberOfMessages: 2 });
  const second = await received(QueueUrl);
  for (const { ReceiptHandle } of first) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const third = await received(QueueUrl);

  expect([first, second, third].map((page) => page.map(({ Body }) => Body).join())).toEqual(["a1,a2", "b1", "a3"]);
});

test("a duplicate within five minutes looks accepted and is dropped", async () => {
  const QueueUrl = await aFifo("dedup");
  const first = await send(QueueUrl, "g", "same");
  const again = await send(QueueUrl, "g", "other body", "same");
  await simulator.world.advance(300);
  const later = await send(QueueUrl, "g", "same");

  expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(later.MessageId).not.toBe(first.MessageId);
  expect(await received(QueueUrl)).toHaveLength(2);
});

test("content-based deduplication looks at the body alone", async () => {
  const QueueUrl = await aFifo("content", { ContentBasedDeduplication: "true" });
  for (const StringValue of ["1", "2"]) {
    const MessageAttributes = { n: { DataType: "String", StringValue } };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "same", MessageGroupId: "g", MessageAttributes }));
  }

  expect(await received(QueueUrl)).toHaveLength(1);
});

test("sequence numbers grow and the system attributes are told", async () => {
  const QueueUrl = await aFifo("sequence");
  const sent = [await send(QueueUrl, "g", "1"), await send(QueueUrl, "g", "2")];
  const messages = await received(QueueUrl);

  expect(messages.map(({ Attributes }) => Attributes?.SequenceNumber)).toEqual(
    sent.map(({ SequenceNumber }) => SequenceNumber),
  );
  expect(sent[0]?.SequenceNumber).toMatch(/^\d{20}$/);
  expect(BigInt(sent[1]?.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(sent[0]?.SequenceNumber ?? 0));
  expect(messages[0]?.Attributes).toMatchObject({ MessageGroupId: "g", MessageDeduplicationId: "1" });
});

test("a lost answer can be asked for again under the same attempt id", async () => {
  const QueueUrl = await aFifo("attempt");
  await send(QueueUrl, "g", "1");
  const lost = await received(QueueUrl, { ReceiveRequestAttemptId: "attempt-1" });
  const again = await received(QueueUrl, { ReceiveRequestAttemptId: "attempt-1" });

  expect(again.map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(lost.map(({ ReceiptHandle }) => ReceiptHandle));
  expect(again[0]?.Attributes?.ApproximateReceiveCount).toBe("1");
});

test("deleting after the visibility timeout is an error", async () => {
  const QueueUrl = await aFifo("expired", { VisibilityTimeout: "10" });
  await send(QueueUrl, "g", "1");
  const [message] = await received(QueueUrl);
  await simulator.world.advance(11);
  const remove = sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));

  expect(await errorOf(remove)).toMatchObject({
    name: "InvalidParameterValue",
    message: expect.stringContaining("expired"),
  });
});

test("a FIFO name without the attribute, and the attribute without the name, are refused", async () => {
  expect((await errorOf(aQueue(aws, "bare.fifo"))).name).toBe("InvalidParameterValue");
  expect((await errorOf(aQueue(aws, "bare", { FifoQueue: "true" }))).name).toBe("InvalidParameterValue");
});
