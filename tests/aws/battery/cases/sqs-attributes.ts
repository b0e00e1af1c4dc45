import { GetQueueAttributesCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, model, seen } from "../case";
import { outcome, verdict } from "../outcome";
import { aFifoQueue, aQueue, attributesOf, redriveTo, type TestQueue } from "../sqs-bench";

const CREATE = "SQS API Reference, CreateQueue";
const ATTRIBUTES = "SQS API Reference, GetQueueAttributes";
const SET = "SQS API Reference, SetQueueAttributes";
const DEAD_LETTERS = "SQS Developer Guide, Using dead-letter queues";

function set(bench: Bench, { url }: TestQueue, Attributes: Record<string, string>) {
  return bench.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
}

const reading = casesOf("sqs", "GetQueueAttributes", [
  {
    id: "attributes-of-standard",
    title: "All tells every setting and counter of a standard queue and its default",
    cites: documented(ATTRIBUTES),
    run: async (bench) => {
      const { QueueArn, CreatedTimestamp, LastModifiedTimestamp, ...rest } = await attributesOf(
        bench,
        await aQueue(bench, "fresh"),
      );
      return { ...rest, times: [CreatedTimestamp, LastModifiedTimestamp].map((time) => /^\d{10}$/.test(time ?? "")) };
    },
    expected: {
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
      DelaySeconds: "0",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      ReceiveMessageWaitTimeSeconds: "0",
      SqsManagedSseEnabled: "true",
      VisibilityTimeout: "30",
      times: [true, true],
    },
  },
  {
    id: "attributes-of-fifo",
    title: "a FIFO queue tells its type, deduplication and throughput",
    cites: documented(ATTRIBUTES),
    run: async (bench) => {
      const all = await attributesOf(bench, await aFifoQueue(bench, "lane", { ContentBasedDeduplication: "false" }));
      const { FifoQueue, ContentBasedDeduplication, DeduplicationScope, FifoThroughputLimit } = all;
      return { FifoQueue, ContentBasedDeduplication, DeduplicationScope, FifoThroughputLimit };
    },
    expected: {
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    },
  },
  {
    id: "attributes-arn",
    title: "the ARN has Region, account and name",
    cites: documented(ATTRIBUTES),
    run: async (bench) => {
      const queue = await aQueue(bench, "named");
      return (await attributesOf(bench, queue, ["QueueArn"])).QueueArn === queue.arn;
    },
    expected: true,
  },
  {
    id: "attributes-unasked",
    title: "nothing is told when nothing is asked for",
    cites: documented(ATTRIBUTES),
    run: async (bench) => {
      const { url } = await aQueue(bench, "silent");
      return Object.keys((await bench.aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl: url }))).Attributes ?? {});
    },
    expected: [],
  },
  {
    id: "attributes-unknown-name",
    title: "a name that is none is InvalidAttributeName",
    cites: model("sqs, GetQueueAttributes: InvalidAttributeName"),
    run: async (bench) => outcome(attributesOf(bench, await aQueue(bench, "asked"), ["Colour" as "All"])),
    expected: "InvalidAttributeName",
  },
]);

const setting = casesOf("sqs", "SetQueueAttributes", [
  {
    id: "set-changes",
    title: "settings change",
    cites: documented(SET),
    run: async (bench) => {
      const queue = await aQueue(bench, "changing");
      await set(bench, queue, { VisibilityTimeout: "5", DelaySeconds: "1", MaximumMessageSize: "2048" });
      const names: ["VisibilityTimeout", "DelaySeconds", "MaximumMessageSize"] = [
        "VisibilityTimeout",
        "DelaySeconds",
        "MaximumMessageSize",
      ];
      return bench.eventually(
        () => attributesOf(bench, queue, names),
        (all) => all.MaximumMessageSize === "2048",
      );
    },
    expected: { VisibilityTimeout: "5", DelaySeconds: "1", MaximumMessageSize: "2048" },
  },
  {
    id: "set-range",
    title: "a visibility timeout above twelve hours is InvalidAttributeValue",
    cites: model("sqs, SetQueueAttributes: InvalidAttributeValue; VisibilityTimeout 0 to 43,200"),
    run: async (bench) => outcome(set(bench, await aQueue(bench, "eternal"), { VisibilityTimeout: "43201" })),
    expected: "InvalidAttributeValue",
  },
  {
    id: "set-type",
    title: "a standard queue cannot become a FIFO queue",
    cites: documented(CREATE),
    run: async (bench) => verdict(set(bench, await aQueue(bench, "standard"), { FifoQueue: "true" })),
    expected: "refused",
  },
  {
    id: "set-clear-redrive",
    title: "an empty redrive policy takes it away",
    cites: seen("how the console, the CLI's users and Terraform's provider remove a dead-letter queue"),
    run: async (bench) => {
      const queue = await aQueue(bench, "source", redriveTo(await aQueue(bench, "dlq"), 3));
      await set(bench, queue, { RedrivePolicy: "" });
      const read = () => attributesOf(bench, queue, ["RedrivePolicy"]);
      return (await bench.eventually(read, (all) => all.RedrivePolicy === undefined)).RedrivePolicy === undefined;
    },
    expected: true,
  },
  {
    id: "set-redrive-allow",
    title: "a dead-letter queue that allows no source refuses one",
    cites: documented(DEAD_LETTERS),
    run: async (bench) => {
      const dlq = await aQueue(bench, "dlq");
      await set(bench, dlq, { RedriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }) });
      const read = () => attributesOf(bench, dlq, ["RedriveAllowPolicy"]);
      await bench.eventually(read, (all) => all.RedriveAllowPolicy !== undefined);
      return verdict(aQueue(bench, "source", redriveTo(dlq, 3)));
    },
    expected: "refused",
  },
  {
    id: "set-redrive-allow-many",
    title: "at most ten sources may be named",
    cites: documented(SET),
    run: async (bench) => {
      const sourceQueueArns = Array.from({ length: 11 }, (_, n) => bench.arn("sqs", `source-${n}`));
      const RedriveAllowPolicy = JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns });
      return verdict(set(bench, await aQueue(bench, "dlq"), { RedriveAllowPolicy }));
    },
    expected: "refused",
  },
  {
    id: "set-kms",
    title: "a KMS key takes the place of SQS's own encryption, and its data key is kept five minutes",
    cites: documented(`${SET}: only one server-side encryption option is supported per queue; default 300`),
    run: async (bench) => {
      const queue = await aQueue(bench, "sealed");
      await set(bench, queue, { KmsMasterKeyId: "alias/aws/sqs" });
      const read = () => attributesOf(bench, queue);
      const all = await bench.eventually(read, ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined);
      const { KmsMasterKeyId, KmsDataKeyReusePeriodSeconds, SqsManagedSseEnabled } = all;
      return { KmsMasterKeyId, KmsDataKeyReusePeriodSeconds, hasBoth: SqsManagedSseEnabled === "true" };
    },
    expected: { KmsMasterKeyId: "alias/aws/sqs", KmsDataKeyReusePeriodSeconds: "300", hasBoth: false },
  },
]);

export const SQS_ATTRIBUTES = [...reading, ...setting];
