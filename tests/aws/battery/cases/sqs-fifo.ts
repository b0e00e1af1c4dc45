import { DeleteMessageCommand, type Message, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, memory } from "../case";
import { outcome, verdict } from "../outcome";
import { aFifoQueue, countersBecome, receive, receiveMany, send, type TestQueue } from "../sqs-bench";

const SEND = "SQS API Reference, SendMessage";
const RECEIVE = "SQS API Reference, ReceiveMessage";
const FIFO = "SQS Developer Guide, FIFO queue delivery logic";
const ONCE = "SQS Developer Guide, Exactly-once processing";

/** `[group, body]` pairs, sent in this order. */
async function sendAll(bench: Bench, { url }: TestQueue, pairs: readonly (readonly [string, string])[]) {
  const Entries = pairs.map(([MessageGroupId, MessageBody], n) => ({ Id: `e${n}`, MessageGroupId, MessageBody }));
  await bench.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
}

const remove = (bench: Bench, { url }: TestQueue, message?: Message) =>
  bench.aws.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));

const bodiesOf = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

const sending = casesOf("sqs", "SendMessage", [
  {
    id: "fifo-needs-group",
    title: "a message on a FIFO queue has a group",
    cites: documented(`${SEND}: MessageGroupId is required for FIFO queues`),
    run: async (bench) => verdict(send(bench, await aFifoQueue(bench, "lane"), "x")),
    expected: "refused",
  },
  {
    id: "fifo-needs-group-error",
    title: "a message without a group is MissingParameter",
    cites: memory("the name of the error"),
    run: async (bench) => outcome(send(bench, await aFifoQueue(bench, "lane"), "x")),
    expected: "MissingParameter",
  },
  {
    id: "fifo-needs-deduplication",
    title: "a message has a deduplication id, unless its body is used for one",
    cites: documented(`${SEND}: MessageDeduplicationId`),
    run: async (bench) => {
      const bare = await aFifoQueue(bench, "bare", { ContentBasedDeduplication: "false" });
      const content = await aFifoQueue(bench, "content");
      const group = { MessageGroupId: "g" };
      return [
        await verdict(send(bench, bare, "x", group)),
        await verdict(send(bench, bare, "x", { ...group, MessageDeduplicationId: "d" })),
        await verdict(send(bench, content, "x", group)),
      ];
    },
    expected: ["refused", "accepted", "accepted"],
  },
  {
    id: "fifo-same-id",
    title: "within five minutes the same deduplication id is accepted and not delivered, even after a delete",
    cites: documented(ONCE),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "once");
      const ids = { MessageGroupId: "g", MessageDeduplicationId: "d" };
      await send(bench, queue, "first", ids);
      const again = await verdict(send(bench, queue, "second", ids));
      const got = await receive(bench, queue);
      await remove(bench, queue, got[0]);
      await send(bench, queue, "third", ids);
      return [again, bodiesOf(got), bodiesOf(await receive(bench, queue))];
    },
    expected: ["accepted", ["first"], []],
  },
  {
    id: "fifo-same-content",
    title: "deduplication by content looks at the body, not at the attributes",
    cites: documented(`${SEND}: uses a SHA-256 hash of the body, but not the attributes`),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "content");
      for (const StringValue of ["1", "2"]) {
        const MessageAttributes = { n: { DataType: "String", StringValue } };
        await send(bench, queue, "same", { MessageGroupId: "g", MessageAttributes });
      }
      return countersBecome(bench, queue, "1/0/0");
    },
    expected: "1/0/0",
  },
  {
    id: "fifo-same-message-id",
    title: "a duplicate is answered with the first one's message id",
    cites: memory("the answer to a duplicate"),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "echo");
      const first = await send(bench, queue, "x", { MessageGroupId: "g" });
      const second = await send(bench, queue, "x", { MessageGroupId: "g" });
      return [first.MessageId === second.MessageId, first.SequenceNumber === second.SequenceNumber];
    },
    expected: [true, true],
  },
  {
    id: "fifo-sequence",
    title: "a send is answered with a sequence number that grows, and the message has it",
    cites: documented(`${SEND}: SequenceNumber`),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "numbered");
      const numbers: string[] = [];
      for (const body of ["a", "b"]) {
        numbers.push((await send(bench, queue, body, { MessageGroupId: "g" })).SequenceNumber ?? "0");
      }
      const [first] = await receive(bench, queue, { MaxNumberOfMessages: 1 });
      const [a = "0", b = "0"] = numbers;
      return [BigInt(b) > BigInt(a), first?.Attributes?.SequenceNumber === a];
    },
    expected: [true, true],
  },
  {
    id: "fifo-no-timer",
    title: "a single message on a FIFO queue cannot be delayed",
    cites: documented(`${SEND}: you can't set DelaySeconds per message for a FIFO queue`),
    run: async (bench) =>
      verdict(send(bench, await aFifoQueue(bench, "lane"), "x", { MessageGroupId: "g", DelaySeconds: 5 })),
    expected: "refused",
  },
]);

const receiving = casesOf("sqs", "ReceiveMessage", [
  {
    id: "fifo-order",
    title: "one receive gives several messages of a group, in order",
    cites: documented(FIFO),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "lane");
      await sendAll(bench, queue, [
        ["g", "1"],
        ["g", "2"],
        ["g", "3"],
      ]);
      return bodiesOf(await receive(bench, queue));
    },
    expected: ["1", "2", "3"],
  },
  {
    id: "fifo-attributes",
    title: "group and deduplication id are system attributes of the message",
    cites: documented(RECEIVE),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "lane");
      await send(bench, queue, "x", { MessageGroupId: "g", MessageDeduplicationId: "d" });
      const { MessageGroupId, MessageDeduplicationId } = (await receive(bench, queue))[0]?.Attributes ?? {};
      return [MessageGroupId, MessageDeduplicationId];
    },
    expected: ["g", "d"],
  },
  {
    id: "fifo-blocked-group",
    title: "a group waits while one of its messages is in flight; other groups do not",
    cites: documented(FIFO),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "lanes");
      await sendAll(bench, queue, [
        ["a", "a1"],
        ["a", "a2"],
      ]);
      const [first] = await receive(bench, queue, { MaxNumberOfMessages: 1 });
      await sendAll(bench, queue, [["b", "b1"]]);
      const meanwhile = bodiesOf(await receive(bench, queue));
      await remove(bench, queue, first);
      return [first?.Body, meanwhile, bodiesOf(await receive(bench, queue))];
    },
    expected: ["a1", ["b1"], ["a2"]],
  },
  {
    id: "fifo-returns-in-front",
    title: "a message whose visibility timeout ends comes again before its followers",
    cites: documented(FIFO),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "lane");
      await sendAll(bench, queue, [
        ["g", "1"],
        ["g", "2"],
      ]);
      await receive(bench, queue, { MaxNumberOfMessages: 1, VisibilityTimeout: 1 });
      await bench.wait(1.3);
      return bodiesOf(await receiveMany(bench, queue, 2));
    },
    expected: ["1", "2"],
  },
  {
    id: "fifo-attempt",
    title: "a receive that is tried again under its attempt id gives the same messages",
    cites: documented(`${RECEIVE}: ReceiveRequestAttemptId`),
    run: async (bench) => {
      const queue = await aFifoQueue(bench, "retried");
      await sendAll(bench, queue, [
        ["g", "1"],
        ["g", "2"],
      ]);
      const ReceiveRequestAttemptId = bench.name("attempt");
      const first = await receive(bench, queue, { ReceiveRequestAttemptId });
      const second = await receive(bench, queue, { ReceiveRequestAttemptId });
      const handles = [first, second].map((list) => list.map(({ ReceiptHandle }) => ReceiptHandle).join());
      return [bodiesOf(first), bodiesOf(second), handles[0] === handles[1]];
    },
    expected: [["1", "2"], ["1", "2"], true],
  },
]);

export const SQS_FIFO = [...sending, ...receiving];
