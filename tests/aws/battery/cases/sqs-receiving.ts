import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, model, seen } from "../case";
import { outcome, verdict } from "../outcome";
import { aFifoQueue, aQueue, counters, countersBecome, receive, receiveMany, send, type TestQueue } from "../sqs-bench";

const RECEIVE = "SQS API Reference, ReceiveMessage";
const DELETE = "SQS API Reference, DeleteMessage";
const VISIBILITY = "SQS API Reference, ChangeMessageVisibility";

const remove = (bench: Bench, { url }: TestQueue, message?: Message) =>
  bench.aws.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle ?? "none" }));

const hide = (bench: Bench, { url }: TestQueue, seconds: number, message?: Message) =>
  bench.aws.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: message?.ReceiptHandle ?? "none",
      VisibilityTimeout: seconds,
    }),
  );

async function withMessages(bench: Bench, count = 1, attributes = {}): Promise<TestQueue> {
  const queue = await aQueue(bench, "filled", attributes);
  for (let n = 0; n < count; n++) await send(bench, queue, `m${n}`);
  return queue;
}

const receiving = casesOf("sqs", "ReceiveMessage", [
  {
    id: "receive-none",
    title: "an empty receive has no list",
    cites: seen("an experiment with the SDK: Messages is left out of the answer"),
    run: async (bench) => {
      const { url } = await aQueue(bench, "empty");
      return (await bench.aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))).Messages === undefined;
    },
    expected: true,
  },
  {
    id: "receive-limits",
    title: "at most ten messages, twenty seconds of waiting and twelve hours of hiding",
    cites: documented(RECEIVE),
    run: async (bench) => {
      const queue = await aQueue(bench, "limits");
      return [
        await verdict(receive(bench, queue, { MaxNumberOfMessages: 11 })),
        await verdict(receive(bench, queue, { MaxNumberOfMessages: 0 })),
        await verdict(receive(bench, queue, { WaitTimeSeconds: 21 })),
        await verdict(receive(bench, queue, { VisibilityTimeout: 43_201 })),
      ];
    },
    expected: ["refused", "refused", "refused", "refused"],
  },
  {
    id: "receive-limits-error",
    title: "eleven messages are InvalidParameterValue",
    cites: seen("“Value 11 for parameter MaxNumberOfMessages is invalid” in public issues"),
    run: async (bench) => outcome(receive(bench, await aQueue(bench, "limits"), { MaxNumberOfMessages: 11 })),
    expected: "InvalidParameterValue",
  },
  {
    id: "receive-unasked",
    title: "attributes that were not asked for are not told",
    cites: documented(RECEIVE),
    run: async (bench) => {
      const queue = await aQueue(bench, "unasked");
      const MessageAttributes = { a: { DataType: "String", StringValue: "1" } };
      await send(bench, queue, "x", { MessageAttributes });
      const command = new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 1 });
      const [message] = (await bench.aws.sqs.send(command)).Messages ?? [];
      return [message?.Body, message?.Attributes === undefined, message?.MessageAttributes === undefined];
    },
    expected: ["x", true, true],
  },
  {
    id: "receive-attributes-by-prefix",
    title: "attributes are asked for by prefix",
    cites: documented(`${RECEIVE}: you can return all attributes starting with a prefix, for example bar.*`),
    run: async (bench) => {
      const queue = await aQueue(bench, "prefixed");
      const value = { DataType: "String", StringValue: "1" };
      await send(bench, queue, "x", { MessageAttributes: { "a.x": value, "a.y": value, b: value } });
      const [message] = await receive(bench, queue, { MessageAttributeNames: ["a.*"] });
      return Object.keys(message?.MessageAttributes ?? {}).sort();
    },
    expected: ["a.x", "a.y"],
  },
  {
    id: "receive-counts",
    title: "every receive raises the count; the first receive's time stays",
    cites: documented(RECEIVE),
    run: async (bench) => {
      const queue = await withMessages(bench);
      const [first] = await receive(bench, queue, { VisibilityTimeout: 0 });
      await bench.wait(0.05);
      const [second] = await bench.eventually(
        () => receive(bench, queue, { VisibilityTimeout: 0 }),
        (list) => list.length > 0,
      );
      const times = [first, second].map((message) => message?.Attributes?.ApproximateFirstReceiveTimestamp);
      return [
        first?.Attributes?.ApproximateReceiveCount,
        second?.Attributes?.ApproximateReceiveCount,
        times[0] === times[1],
        first?.ReceiptHandle === second?.ReceiptHandle,
      ];
    },
    expected: ["1", "2", true, false],
  },
  {
    id: "receive-times",
    title: "the times of a message are epoch milliseconds",
    cites: documented(RECEIVE),
    run: async (bench) => {
      const [message] = await receive(bench, await withMessages(bench));
      const { SentTimestamp = "", ApproximateFirstReceiveTimestamp = "" } = message?.Attributes ?? {};
      return [SentTimestamp, ApproximateFirstReceiveTimestamp].map((time) => /^\d{13}$/.test(time));
    },
    expected: [true, true],
  },
  {
    id: "receive-hides",
    title: "a received message is in flight until its visibility timeout is over, whoever asks",
    cites: documented("SQS Developer Guide, Visibility timeout"),
    run: async (bench) => {
      const queue = await withMessages(bench);
      await receive(bench, queue, { VisibilityTimeout: bench.site.isReal ? 90 : 4 });
      const during = await countersBecome(bench, queue, "0/1/0");
      await bench.wait(bench.site.isReal ? 60 : 4.2);
      return [during, await countersBecome(bench, queue, "1/0/0")];
    },
    expected: ["0/1/0", "1/0/0"],
  },
  {
    id: "receive-long-poll",
    title: "a long poll waits for a message that comes",
    cites: documented("SQS Developer Guide, Short and long polling"),
    run: async (bench) => {
      const queue = await aQueue(bench, "patient");
      const polling = receive(bench, queue, { WaitTimeSeconds: 10 });
      const sending = new Promise((resolve) => setTimeout(resolve, 200)).then(() => send(bench, queue, "woken"));
      await sending;
      return (await polling).map(({ Body }) => Body);
    },
    expected: ["woken"],
  },
  {
    id: "receive-attempt-on-standard",
    title: "a receive attempt id is for FIFO queues only",
    cites: seen("“The request include parameter that is not valid for this queue type” in public issues"),
    run: async (bench) => verdict(receive(bench, await aQueue(bench, "plain"), { ReceiveRequestAttemptId: "once" })),
    expected: "refused",
  },
]);

const deleting = [
  ...casesOf("sqs", "DeleteMessage", [
    {
      id: "delete-garbage",
      title: "a handle that is none is ReceiptHandleIsInvalid",
      cites: model("sqs, DeleteMessage: ReceiptHandleIsInvalid"),
      run: async (bench) => outcome(remove(bench, await withMessages(bench))),
      expected: "ReceiptHandleIsInvalid",
    },
    {
      id: "delete-twice",
      title: "deleting twice succeeds twice",
      cites: documented("SQS Developer Guide, Available CloudWatch metrics: duplicate deletions are successful ones"),
      run: async (bench) => {
        const queue = await withMessages(bench);
        const [message] = await receive(bench, queue);
        return [await outcome(remove(bench, queue, message)), await outcome(remove(bench, queue, message))];
      },
      expected: ["ok", "ok"],
    },
    {
      id: "delete-older-handle",
      title: "an older handle is accepted, whether or not the message goes",
      cites: documented(`${DELETE}: the request succeeds, but the message might not be deleted`),
      run: async (bench) => {
        const queue = await withMessages(bench);
        const [older] = await receive(bench, queue, { VisibilityTimeout: 0 });
        await receive(bench, queue);
        return outcome(remove(bench, queue, older));
      },
      expected: "ok",
    },
    {
      id: "delete-fifo-late",
      title: "on a FIFO queue a delete after the visibility timeout fails",
      cites: documented("SQS Developer Guide, FIFO queue and message identifiers; ChangeMessageVisibility"),
      run: async (bench) => {
        const queue = await aFifoQueue(bench, "late");
        await send(bench, queue, "x", { MessageGroupId: "g" });
        const [message] = await receive(bench, queue, { VisibilityTimeout: 1 });
        await bench.wait(1.3);
        return verdict(remove(bench, queue, message));
      },
      expected: "refused",
    },
  ]),
  ...casesOf("sqs", "DeleteMessageBatch", [
    {
      id: "delete-batch",
      title: "a garbage handle fails alone",
      cites: documented("SQS API Reference, DeleteMessageBatch"),
      run: async (bench) => {
        const queue = await withMessages(bench, 2);
        const messages = await receiveMany(bench, queue, 2);
        const handles = [messages[0]?.ReceiptHandle, "garbage", messages[1]?.ReceiptHandle];
        const Entries = handles.map((ReceiptHandle, n) => ({ Id: `e${n}`, ReceiptHandle: ReceiptHandle ?? "none" }));
        const answer = await bench.aws.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
        const good = answer.Successful?.map(({ Id }) => Id);
        return [good, answer.Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]) ?? []];
      },
      expected: [["e0", "e2"], [["e1", "ReceiptHandleIsInvalid", true]]],
    },
  ]),
];

const hiding = [
  ...casesOf("sqs", "ChangeMessageVisibility", [
    {
      id: "visibility-zero",
      title: "zero gives a message back at once",
      cites: documented(VISIBILITY),
      run: async (bench) => {
        const queue = await withMessages(bench);
        const [message] = await receive(bench, queue);
        await hide(bench, queue, 0, message);
        return countersBecome(bench, queue, "1/0/0");
      },
      expected: "1/0/0",
    },
    {
      id: "visibility-range",
      title: "twelve hours are the most",
      cites: documented(VISIBILITY),
      run: async (bench) => {
        const queue = await withMessages(bench);
        const [message] = await receive(bench, queue);
        return verdict(hide(bench, queue, 43_201, message));
      },
      expected: "refused",
    },
    {
      id: "visibility-total",
      title: "twelve hours count from the receive, so that a moment later twelve more are refused",
      cites: documented(`${VISIBILITY}: a value greater than the maximum time left returns an error`),
      run: async (bench) => {
        const queue = await withMessages(bench);
        const [message] = await receive(bench, queue);
        await bench.wait(2);
        return verdict(hide(bench, queue, 43_200, message));
      },
      expected: "refused",
    },
    {
      id: "visibility-not-in-flight",
      title: "a message that is not in flight is MessageNotInflight",
      cites: model("sqs, ChangeMessageVisibility: MessageNotInflight"),
      run: async (bench) => {
        const queue = await withMessages(bench);
        const [message] = await receive(bench, queue, { VisibilityTimeout: 0 });
        return outcome(hide(bench, queue, 5, message));
      },
      expected: "MessageNotInflight",
    },
    {
      id: "visibility-garbage",
      title: "a handle that is none is ReceiptHandleIsInvalid",
      cites: model("sqs, ChangeMessageVisibility: ReceiptHandleIsInvalid"),
      run: async (bench) => outcome(hide(bench, await withMessages(bench), 5)),
      expected: "ReceiptHandleIsInvalid",
    },
  ]),
  ...casesOf("sqs", "ChangeMessageVisibilityBatch", [
    {
      id: "visibility-batch",
      title: "a garbage handle fails alone, the others come back",
      cites: documented("SQS API Reference, ChangeMessageVisibilityBatch"),
      run: async (bench) => {
        const queue = await withMessages(bench, 2);
        const messages = await receiveMany(bench, queue, 2);
        const handles = [messages[0]?.ReceiptHandle, "garbage", messages[1]?.ReceiptHandle];
        const Entries = handles.map((ReceiptHandle = "none", n) => ({
          Id: `e${n}`,
          ReceiptHandle,
          VisibilityTimeout: 0,
        }));
        const answer = await bench.aws.sqs.send(
          new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries }),
        );
        const failed = answer.Failed?.map(({ Id, Code }) => [Id, Code]);
        return [answer.Successful?.map(({ Id }) => Id), failed ?? [], await countersBecome(bench, queue, "2/0/0")];
      },
      expected: [["e0", "e2"], [["e1", "ReceiptHandleIsInvalid"]], "2/0/0"],
    },
  ]),
];

const purging = casesOf("sqs", "PurgeQueue", [
  {
    id: "purge",
    title: "a purge takes everything, messages in flight too",
    cites: documented("SQS API Reference, PurgeQueue"),
    run: async (bench) => {
      const queue = await withMessages(bench, 3);
      await receive(bench, queue, { MaxNumberOfMessages: 1 });
      await bench.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.url }));
      if (bench.site.isReal) await bench.wait(60);
      return bench.eventually(
        () => counters(bench, queue),
        (seenNow) => seenNow === "0/0/0",
      );
    },
    expected: "0/0/0",
  },
  {
    id: "purge-twice",
    title: "a second purge within a minute is PurgeQueueInProgress",
    cites: model("sqs, PurgeQueue: PurgeQueueInProgress"),
    run: async (bench) => {
      const queue = await withMessages(bench);
      await bench.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.url }));
      return outcome(bench.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.url })));
    },
    expected: "PurgeQueueInProgress",
  },
  {
    id: "purge-absent",
    title: "purging an absent queue is QueueDoesNotExist",
    cites: model("sqs, PurgeQueue: QueueDoesNotExist"),
    run: async (bench) => {
      const { url } = await aQueue(bench, "there");
      return outcome(bench.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: `${url}-not` })));
    },
    expected: "QueueDoesNotExist",
  },
]);

export const SQS_RECEIVING = [...receiving, ...deleting, ...hiding, ...purging];
