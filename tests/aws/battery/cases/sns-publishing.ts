import { PublishBatchCommand } from "@aws-sdk/client-sns";
import { DeleteQueueCommand } from "@aws-sdk/client-sqs";
import { casesOf, documented, model, seen } from "../case";
import { arrivals, bodyOf, letIn } from "../events-bench";
import { outcome, verdict } from "../outcome";
import { aLine, aTopic, publish, subscribe } from "../sns-bench";
import { aFifoQueue, aQueue } from "../sqs-bench";

const API = "SNS API Reference";
const FILTERS = "SNS Developer Guide, Amazon SNS subscription filter policies";
const RAW = "SNS Developer Guide, Amazon SNS raw message delivery";
const DLQ = "SNS Developer Guide, Amazon SNS dead-letter queues";

const text = (StringValue: string) => ({ DataType: "String", StringValue });

const publishing = casesOf("sns", "Publish", [
  {
    id: "publish-envelope",
    title: "a queue gets the notification in its envelope, with the subscription in the unsubscribe link",
    cites: documented(`${RAW}; SNS Developer Guide, Parsing message formats`),
    run: async (bench) => {
      const { topic, queue, subscription } = await aLine(bench);
      const { MessageId } = await publish(bench, topic, "hello", {
        Subject: "greeting",
        MessageAttributes: { team: text("orders") },
      });
      const [message] = await arrivals(bench, queue, 1);
      const { Type, Subject, Message, MessageAttributes, ...rest } = bodyOf(message);
      const signed = ["Timestamp", "SignatureVersion", "Signature", "SigningCertURL"].every((name) => name in rest);
      const isSame = rest.MessageId === MessageId && rest.TopicArn === topic;
      const hasLink = String(rest.UnsubscribeURL).includes(subscription);
      return {
        Type,
        Subject,
        Message,
        MessageAttributes,
        signed,
        isSame,
        hasLink,
        outside: message?.MessageAttributes ?? {},
      };
    },
    expected: {
      Type: "Notification",
      Subject: "greeting",
      Message: "hello",
      MessageAttributes: { team: { Type: "String", Value: "orders" } },
      signed: true,
      isSame: true,
      hasLink: true,
      outside: {},
    },
  },
  {
    id: "publish-raw",
    title: "raw delivery gives the message and its attributes as they are",
    cites: documented(RAW),
    run: async (bench) => {
      const { topic, queue } = await aLine(bench, { RawMessageDelivery: "true" });
      await publish(bench, topic, "hello", { MessageAttributes: { team: text("orders") } });
      const [message] = await arrivals(bench, queue, 1);
      return [message?.Body, message?.MessageAttributes?.team?.StringValue];
    },
    expected: ["hello", "orders"],
  },
  {
    id: "publish-filtered",
    title: "a filter policy lets through what its attributes match",
    cites: documented(FILTERS),
    run: async (bench) => {
      const policy = { team: ["orders", { prefix: "stock-" }], price: [{ numeric: [">=", 100] }] };
      const { topic, queue } = await aLine(bench, { FilterPolicy: JSON.stringify(policy), RawMessageDelivery: "true" });
      const price = (StringValue: string) => ({ DataType: "Number", StringValue });
      await publish(bench, topic, "yes 1", { MessageAttributes: { team: text("orders"), price: price("100") } });
      await publish(bench, topic, "yes 2", { MessageAttributes: { team: text("stock-7"), price: price("250.5") } });
      await publish(bench, topic, "too cheap", { MessageAttributes: { team: text("orders"), price: price("99") } });
      await publish(bench, topic, "no price", { MessageAttributes: { team: text("orders") } });
      await publish(bench, topic, "bare");
      return (await arrivals(bench, queue, 2)).map(({ Body }) => Body).sort();
    },
    expected: ["yes 1", "yes 2"],
  },
  {
    id: "publish-filtered-by-body",
    title: "a filter policy may look at the body",
    cites: documented(`${FILTERS}: FilterPolicyScope MessageBody`),
    run: async (bench) => {
      const FilterPolicy = JSON.stringify({ order: { state: ["new"], note: [{ exists: false }] } });
      const { topic, queue } = await aLine(bench, {
        FilterPolicy,
        FilterPolicyScope: "MessageBody",
        RawMessageDelivery: "true",
      });
      await publish(bench, topic, '{"order":{"state":"new"}}');
      await publish(bench, topic, '{"order":{"state":"new","note":"x"}}');
      await publish(bench, topic, '{"order":{"state":"old"}}');
      await publish(bench, topic, "no JSON");
      return (await arrivals(bench, queue, 1)).map(({ Body }) => Body);
    },
    expected: ['{"order":{"state":"new"}}'],
  },
  {
    id: "publish-absent",
    title: "an absent topic is NotFound",
    cites: model("sns, Publish: NotFoundException"),
    run: async (bench) => outcome(publish(bench, bench.arn("sns", bench.name("absent")), "x")),
    expected: "NotFoundException",
  },
  {
    id: "publish-empty",
    title: "a message has at least one character",
    cites: seen("“Invalid parameter: Empty message” in public issues"),
    run: async (bench) => verdict(publish(bench, await aTopic(bench), "")),
    expected: "refused",
  },
  {
    id: "publish-too-large",
    title: "a message has at most 256 KiB, unless the topic says more",
    cites: documented(`${API}, Publish`),
    run: async (bench) => verdict(publish(bench, await aTopic(bench), "x".repeat(262_145))),
    expected: "refused",
  },
  {
    id: "publish-fifo",
    title: "a FIFO topic feeds a FIFO queue, in order and once",
    cites: documented("SNS Developer Guide, Message ordering and deduplication with FIFO topics"),
    run: async (bench) => {
      const topic = await aTopic(bench, "topic.fifo", {
        Attributes: { FifoTopic: "true", ContentBasedDeduplication: "true" },
      });
      const queue = await aFifoQueue(bench, "hearer");
      await letIn(bench, queue, "sns", topic);
      await subscribe(bench, topic, queue.arn, { RawMessageDelivery: "true" });
      if (bench.site.isReal) await bench.wait(15);
      for (const body of ["1", "2", "2"]) await publish(bench, topic, body, { MessageGroupId: "g" });
      return (await arrivals(bench, queue, 2)).map(({ Body, Attributes }) => [Body, Attributes?.MessageGroupId]);
    },
    expected: [
      ["1", "g"],
      ["2", "g"],
    ],
  },
  {
    id: "publish-to-deleted",
    title: "what a deleted queue cannot get goes to the subscription's dead-letter queue",
    cites: documented(`${DLQ}: client-side errors, such as a deleted endpoint, are not retried`),
    run: async (bench) => {
      const dlq = await aQueue(bench, "dlq");
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn });
      const { topic, queue } = await aLine(bench, { RedrivePolicy });
      await letIn(bench, dlq, "sns", topic);
      await bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }));
      if (bench.site.isReal) await bench.wait(60);
      await publish(bench, topic, "lost");
      return (await arrivals(bench, dlq, 1)).length;
    },
    expected: 1,
  },
  {
    id: "publish-locked",
    title: "a queue whose policy does not let the topic in gets nothing",
    cites: documented("SNS Developer Guide, Fanout to Amazon SQS queues: give permission to the topic"),
    run: async (bench) => {
      const topic = await aTopic(bench);
      const queue = await aQueue(bench, "locked");
      await subscribe(bench, topic, queue.arn);
      await publish(bench, topic, "hello");
      return (await arrivals(bench, queue, 1)).length;
    },
    expected: 0,
  },
]);

const batches = casesOf("sns", "PublishBatch", [
  {
    id: "publish-batch",
    title: "entries are answered under their ids and delivered",
    cites: documented(`${API}, PublishBatch`),
    run: async (bench) => {
      const { topic, queue } = await aLine(bench, { RawMessageDelivery: "true" });
      const PublishBatchRequestEntries = ["a", "b"].map((Id) => ({ Id, Message: `body ${Id}` }));
      const answer = await bench.aws.sns.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries }));
      const bodies = (await arrivals(bench, queue, 2)).map(({ Body }) => Body).sort();
      return [answer.Successful?.map(({ Id }) => Id), bodies];
    },
    expected: [
      ["a", "b"],
      ["body a", "body b"],
    ],
  },
  {
    id: "publish-batch-eleven",
    title: "eleven entries are TooManyEntriesInBatchRequest",
    cites: model("sns, PublishBatch: TooManyEntriesInBatchRequestException"),
    run: async (bench) => {
      const TopicArn = await aTopic(bench);
      const entries = Array.from({ length: 11 }, (_, n) => ({ Id: `e${n}`, Message: "x" }));
      const batch = new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries });
      return outcome(bench.aws.sns.send(batch));
    },
    expected: "TooManyEntriesInBatchRequestException",
  },
]);

export const SNS_PUBLISHING = [...publishing, ...batches];
