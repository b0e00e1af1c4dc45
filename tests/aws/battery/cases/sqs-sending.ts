import { createHash } from "node:crypto";
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, memory, model, seen } from "../case";
import { outcome, verdict } from "../outcome";
import { aQueue, counters, countersBecome, receive, send, type TestQueue } from "../sqs-bench";

const SEND = "SQS API Reference, SendMessage";
const BATCH = "SQS API Reference, SendMessageBatch";
const QUOTAS = "SQS Developer Guide, Message quotas";
const MIB = 1_048_576;

const text = (StringValue: string) => ({ DataType: "String", StringValue });

const attributes = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text("1")]));

const sendBatch = (bench: Bench, { url }: TestQueue, Entries: SendMessageBatchRequestEntry[]) =>
  bench.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));

const entries = (count: number, MessageBody = "x") =>
  Array.from({ length: count }, (_, n) => ({ Id: `e${n}`, MessageBody }));

const bodies = casesOf("sqs", "SendMessage", [
  {
    id: "send-digest",
    title: "the answer to a send has the MD5 of the body and the id that is received",
    cites: documented(SEND),
    run: async (bench) => {
      const queue = await aQueue(bench, "digest");
      const sent = await send(bench, queue, "grüße 😀\t\n");
      const [message] = await receive(bench, queue);
      const md5 = createHash("md5").update("grüße 😀\t\n").digest("hex");
      return [sent.MD5OfMessageBody === md5, message?.MessageId === sent.MessageId, message?.Body];
    },
    expected: [true, true, "grüße 😀\t\n"],
  },
  {
    id: "send-attributes",
    title: "text, number and binary attributes with types of one's own come back as they were sent",
    cites: documented("SQS Developer Guide, Message metadata"),
    run: async (bench) => {
      const queue = await aQueue(bench, "attributes");
      const MessageAttributes = {
        text: text("grüße"),
        number: { DataType: "Number.int", StringValue: "1234567890" },
        bytes: { DataType: "Binary.gif", BinaryValue: Uint8Array.of(0, 128, 255) },
      };
      await send(bench, queue, "x", { MessageAttributes });
      const [message] = await receive(bench, queue);
      const got = message?.MessageAttributes ?? {};
      return Object.keys(MessageAttributes).map((name) => {
        const { DataType, StringValue, BinaryValue } = got[name] ?? {};
        return [DataType, StringValue ?? [...(BinaryValue ?? [])]];
      });
    },
    expected: [
      ["String", "grüße"],
      ["Number.int", "1234567890"],
      ["Binary.gif", [0, 128, 255]],
    ],
  },
  {
    id: "send-trace-header",
    title: "the trace header arrives as a system attribute, and its digest is told",
    cites: documented(`${SEND}: MessageSystemAttributes, MD5OfMessageSystemAttributes`),
    run: async (bench) => {
      const queue = await aQueue(bench, "traced");
      const AWSTraceHeader = { DataType: "String" as const, StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" };
      const sent = await send(bench, queue, "x", { MessageSystemAttributes: { AWSTraceHeader } });
      const [message] = await receive(bench, queue);
      return [message?.Attributes?.AWSTraceHeader, sent.MD5OfMessageSystemAttributes?.length];
    },
    expected: ["Root=1-5759e988-bd862e3fe1be46a994272793", 32],
  },
  {
    id: "send-group-on-standard",
    title: "a standard queue keeps the message's group, for fair queues",
    cites: documented("SQS Developer Guide, Amazon SQS fair queues"),
    run: async (bench) => {
      const queue = await aQueue(bench, "fair");
      await send(bench, queue, "x", { MessageGroupId: "tenant-7" });
      return (await receive(bench, queue))[0]?.Attributes?.MessageGroupId;
    },
    expected: "tenant-7",
  },
  {
    id: "send-one-mib",
    title: "1 MiB is accepted and arrives whole, one byte more is refused",
    cites: documented(QUOTAS),
    run: async (bench) => {
      const queue = await aQueue(bench, "large");
      const body = "é".repeat(MIB / 2);
      const first = await verdict(send(bench, queue, body));
      const [message] = await receive(bench, queue);
      return [first, message?.Body === body, await verdict(send(bench, queue, `${body}x`))];
    },
    expected: ["accepted", true, "refused"],
  },
  {
    id: "send-attributes-count-as-size",
    title: "attributes count towards the size",
    cites: documented(QUOTAS),
    run: async (bench) => {
      const queue = await aQueue(bench, "padded");
      return verdict(send(bench, queue, "x".repeat(MIB - 5), { MessageAttributes: { name: text("value") } }));
    },
    expected: "refused",
  },
  {
    id: "send-queue-limit",
    title: "a queue's own MaximumMessageSize holds",
    cites: documented("SQS API Reference, SetQueueAttributes"),
    run: async (bench) =>
      verdict(send(bench, await aQueue(bench, "small", { MaximumMessageSize: "1024" }), "x".repeat(1025))),
    expected: "refused",
  },
  {
    id: "send-too-large-error",
    title: "a message that is too large is InvalidParameterValue",
    cites: seen("“One or more parameters are invalid. Reason: Message must be shorter than …” in public issues"),
    run: async (bench) =>
      outcome(send(bench, await aQueue(bench, "small", { MaximumMessageSize: "1024" }), "x".repeat(1025))),
    expected: "InvalidParameterValue",
  },
  {
    id: "send-empty",
    title: "a body has at least one character",
    cites: documented(SEND),
    run: async (bench) => verdict(send(bench, await aQueue(bench, "empty"), "")),
    expected: "refused",
  },
  {
    id: "send-empty-error",
    title: "an empty body is MissingParameter",
    cites: memory("the name of the error"),
    run: async (bench) => outcome(send(bench, await aQueue(bench, "empty"), "")),
    expected: "MissingParameter",
  },
  {
    id: "send-characters",
    title: "a character that XML 1.0 does not have is InvalidMessageContents",
    cites: model("sqs, SendMessage: InvalidMessageContents"),
    run: async (bench) => {
      const queue = await aQueue(bench, "characters");
      return [
        await outcome(send(bench, queue, "nul \u0000")),
        await outcome(send(bench, queue, "\uFFFE")),
        await outcome(send(bench, queue, "\u0085")),
      ];
    },
    expected: ["InvalidMessageContents", "InvalidMessageContents", "ok"],
  },
  {
    id: "send-eleven-attributes",
    title: "a message has at most ten attributes",
    cites: documented(QUOTAS),
    run: async (bench) => {
      const names = Array.from({ length: 11 }, (_, n) => `a${n}`);
      return verdict(send(bench, await aQueue(bench, "many"), "x", { MessageAttributes: attributes(names) }));
    },
    expected: "refused",
  },
  {
    id: "send-attribute-names",
    title: "names do not begin with AWS. or a full stop, nor hold spaces or two full stops",
    cites: documented(`${SEND}: MessageAttributes`),
    run: async (bench) => {
      const queue = await aQueue(bench, "names");
      const names = ["AWS.x", "Amazon.x", ".x", "x.", "x..y", "x y", "x-y_z.1"];
      return Promise.all(
        names.map((name) => verdict(send(bench, queue, "x", { MessageAttributes: attributes([name]) }))),
      );
    },
    expected: ["refused", "refused", "refused", "refused", "refused", "refused", "accepted"],
  },
  {
    id: "send-attribute-empty",
    title: "an attribute's type and value are not empty",
    cites: documented(`${SEND}: Name, type, value and the message body must not be empty or null`),
    run: async (bench) =>
      verdict(send(bench, await aQueue(bench, "hollow"), "x", { MessageAttributes: { a: text("") } })),
    expected: "refused",
  },
  {
    id: "send-delay",
    title: "a delayed message is counted apart, and comes in its time",
    cites: documented("SQS Developer Guide, Message timers"),
    run: async (bench) => {
      const queue = await aQueue(bench, "timer");
      await send(bench, queue, "x", { DelaySeconds: 4 });
      const early = bench.site.isReal ? "0/0/1" : await counters(bench, queue);
      await bench.wait(4.2);
      return [early, await countersBecome(bench, queue, "1/0/0")];
    },
    expected: ["0/0/1", "1/0/0"],
  },
  {
    id: "send-delay-range",
    title: "a delay is at most fifteen minutes",
    cites: documented(SEND),
    run: async (bench) => verdict(send(bench, await aQueue(bench, "late"), "x", { DelaySeconds: 901 })),
    expected: "refused",
  },
  {
    id: "send-dedup-on-standard",
    title: "a deduplication id is for FIFO queues only",
    cites: seen("“The request include parameter that is not valid for this queue type” in public issues"),
    run: async (bench) => verdict(send(bench, await aQueue(bench, "plain"), "x", { MessageDeduplicationId: "d" })),
    expected: "refused",
  },
  {
    id: "send-to-nothing",
    title: "a send to an absent queue is QueueDoesNotExist",
    cites: model("sqs, SendMessage: QueueDoesNotExist"),
    run: async (bench) => {
      const { url } = await aQueue(bench, "there");
      return outcome(send(bench, { url: `${url}-not`, arn: "", name: "" }, "x"));
    },
    expected: "QueueDoesNotExist",
  },
]);

const batches = casesOf("sqs", "SendMessageBatch", [
  {
    id: "batch-sends",
    title: "every entry is answered under its id",
    cites: documented(BATCH),
    run: async (bench) => {
      const answer = await sendBatch(bench, await aQueue(bench, "batch"), entries(10));
      return [answer.Successful?.map(({ Id }) => Id).sort(), answer.Failed?.length ?? 0];
    },
    expected: [["e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9"], 0],
  },
  {
    id: "batch-partly",
    title: "a bad entry fails alone, and it was the sender's fault",
    cites: documented(`${BATCH}: the result of sending each message is reported individually`),
    run: async (bench) => {
      const [first, second, third] = entries(3) as [
        SendMessageBatchRequestEntry,
        SendMessageBatchRequestEntry,
        SendMessageBatchRequestEntry,
      ];
      const answer = await sendBatch(bench, await aQueue(bench, "batch"), [
        first,
        { ...second, MessageBody: "\u0000" },
        third,
      ]);
      return {
        good: answer.Successful?.map(({ Id }) => Id),
        bad: answer.Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
      };
    },
    expected: { good: ["e0", "e2"], bad: [["e1", "InvalidMessageContents", true]] },
  },
  {
    id: "batch-empty",
    title: "no entries are EmptyBatchRequest",
    cites: model("sqs, SendMessageBatch: EmptyBatchRequest"),
    run: async (bench) => outcome(sendBatch(bench, await aQueue(bench, "batch"), [])),
    expected: "EmptyBatchRequest",
  },
  {
    id: "batch-eleven",
    title: "eleven entries are TooManyEntriesInBatchRequest",
    cites: model("sqs, SendMessageBatch: TooManyEntriesInBatchRequest"),
    run: async (bench) => outcome(sendBatch(bench, await aQueue(bench, "batch"), entries(11))),
    expected: "TooManyEntriesInBatchRequest",
  },
  {
    id: "batch-same-ids",
    title: "two entries with one id are BatchEntryIdsNotDistinct",
    cites: model("sqs, SendMessageBatch: BatchEntryIdsNotDistinct"),
    run: async (bench) => outcome(sendBatch(bench, await aQueue(bench, "batch"), [...entries(1), ...entries(1)])),
    expected: "BatchEntryIdsNotDistinct",
  },
  {
    id: "batch-bad-id",
    title: "an id with a space in it is InvalidBatchEntryId",
    cites: model("sqs, SendMessageBatch: InvalidBatchEntryId"),
    run: async (bench) => outcome(sendBatch(bench, await aQueue(bench, "batch"), [{ Id: "a b", MessageBody: "x" }])),
    expected: "InvalidBatchEntryId",
  },
  {
    id: "batch-too-long",
    title: "more than 1 MiB in all is BatchRequestTooLong",
    cites: model("sqs, SendMessageBatch: BatchRequestTooLong"),
    run: async (bench) => outcome(sendBatch(bench, await aQueue(bench, "batch"), entries(3, "x".repeat(400_000)))),
    expected: "BatchRequestTooLong",
  },
]);

export const SQS_SENDING = [...bodies, ...batches];
