import { ListDeadLetterSourceQueuesCommand } from "@aws-sdk/client-sqs";
import { casesOf, documented, memory } from "../case";
import { aDeadLetter, aFifoQueue, aQueue, countersBecome, receive, redriveTo, send } from "../sqs-bench";

const DEAD_LETTERS = "SQS Developer Guide, Using dead-letter queues";
const RECEIVE = "SQS API Reference, ReceiveMessage";

const moving = casesOf("sqs", "ReceiveMessage", [
  {
    id: "dead-letter-moves",
    title: "a message received maxReceiveCount times goes to the dead-letter queue instead of a further receive",
    cites: documented(DEAD_LETTERS),
    run: async (bench) => {
      const { dlq, source } = await aDeadLetter(bench, 2);
      return [await countersBecome(bench, source, "0/0/0"), await countersBecome(bench, dlq, "1/0/0")];
    },
    expected: ["0/0/0", "1/0/0"],
  },
  {
    id: "dead-letter-stays-without-receive",
    title: "nothing moves by itself when the last visibility timeout ends",
    cites: documented(`${DEAD_LETTERS}: when the ReceiveCount exceeds the maxReceiveCount`),
    run: async (bench) => {
      const dlq = await aQueue(bench, "dlq");
      const source = await aQueue(bench, "source", redriveTo(dlq, 1));
      await send(bench, source, "poison");
      await receive(bench, source, { VisibilityTimeout: 1 });
      await bench.wait(1.3);
      return [await countersBecome(bench, source, "1/0/0"), await countersBecome(bench, dlq, "0/0/0")];
    },
    expected: ["1/0/0", "0/0/0"],
  },
  {
    id: "dead-letter-content",
    title: "a dead letter keeps its body, its attributes and its group",
    cites: documented(DEAD_LETTERS),
    run: async (bench) => {
      const [message] = await receive(bench, (await aDeadLetter(bench)).dlq);
      return [message?.Body, message?.MessageAttributes?.team?.StringValue, message?.Attributes?.MessageGroupId];
    },
    expected: ["poison", "orders", "g1"],
  },
  {
    id: "dead-letter-id",
    title: "a dead letter keeps its message id",
    cites: memory("the id after a move by redrive policy"),
    run: async (bench) => {
      const { dlq, MessageId } = await aDeadLetter(bench);
      return (await receive(bench, dlq))[0]?.MessageId === MessageId;
    },
    expected: true,
  },
  {
    id: "dead-letter-source",
    title: "a dead letter names the queue it came from",
    cites: documented(`${RECEIVE}: DeadLetterQueueSourceArn`),
    run: async (bench) => {
      const { dlq, source } = await aDeadLetter(bench);
      return (await receive(bench, dlq))[0]?.Attributes?.DeadLetterQueueSourceArn === source.arn;
    },
    expected: true,
  },
  {
    id: "dead-letter-source-of-direct-send",
    title: "a message sent straight to a dead-letter queue names no source",
    cites: documented("SQS Developer Guide, Troubleshooting dead-letter queues: CouldNotDetermineMessageSource"),
    run: async (bench) => {
      const dlq = await aQueue(bench, "dlq");
      await aQueue(bench, "source", redriveTo(dlq, 1));
      await send(bench, dlq, "straight");
      return (await receive(bench, dlq))[0]?.Attributes?.DeadLetterQueueSourceArn === undefined;
    },
    expected: true,
  },
  {
    id: "dead-letter-count",
    title: "the receive count is over all queues: two at the source and one here are three",
    cites: documented(`${RECEIVE}: the number of times a message has been received across all queues but not deleted`),
    run: async (bench) => {
      const { dlq } = await aDeadLetter(bench, 2);
      return (await receive(bench, dlq))[0]?.Attributes?.ApproximateReceiveCount;
    },
    expected: "3",
  },
  {
    id: "dead-letter-sent-time",
    title: "on a standard queue the time of sending is kept, so that retention counts from it",
    cites: documented(`${DEAD_LETTERS}: the enqueue timestamp is unchanged`),
    run: async (bench) => {
      const dlq = await aQueue(bench, "dlq");
      const source = await aQueue(bench, "source", redriveTo(dlq, 1));
      await send(bench, source, "poison");
      const [before] = await receive(bench, source, { VisibilityTimeout: 1 });
      await bench.wait(1.2);
      await bench.eventually(
        () => receive(bench, source),
        (list) => list.length === 0,
        0.5,
      );
      const [after] = await receive(bench, dlq);
      return before?.Attributes?.SentTimestamp === after?.Attributes?.SentTimestamp;
    },
    expected: true,
  },
  {
    id: "dead-letter-fifo",
    title: "a FIFO dead letter keeps its group and has the original message id for its deduplication id",
    cites: documented("SQS Developer Guide, Configure a dead-letter queue redrive: FIFO queues"),
    run: async (bench) => {
      const { dlq, MessageId } = await aDeadLetter(bench, 1, ".fifo");
      const [message] = await receive(bench, dlq);
      return [message?.Attributes?.MessageGroupId, message?.Attributes?.MessageDeduplicationId === MessageId];
    },
    expected: ["g1", true],
  },
]);

const listing = casesOf("sqs", "ListDeadLetterSourceQueues", [
  {
    id: "sources",
    title: "the sources of a dead-letter queue are listed",
    cites: documented("SQS API Reference, ListDeadLetterSourceQueues"),
    run: async (bench) => {
      const dlq = await aQueue(bench, "dlq");
      const source = await aQueue(bench, "source", redriveTo(dlq, 3));
      const list = () => bench.aws.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlq.url }));
      const { queueUrls = [] } = await bench.eventually(list, (answer) => answer.queueUrls?.length === 1);
      return [queueUrls.length, queueUrls[0] === source.url];
    },
    expected: [1, true],
  },
  {
    id: "sources-none",
    title: "a queue that nobody names has no sources",
    cites: documented("SQS API Reference, ListDeadLetterSourceQueues"),
    run: async (bench) => {
      const { url } = await aQueue(bench, "plain");
      return (await bench.aws.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }))).queueUrls;
    },
    expected: [],
  },
  {
    id: "sources-pages",
    title: "sources are listed MaxResults at a time",
    cites: documented("SQS API Reference, ListDeadLetterSourceQueues"),
    run: async (bench) => {
      const dlq = await aFifoQueue(bench, "dlq");
      for (const n of [1, 2, 3]) await aFifoQueue(bench, `source-${n}`, redriveTo(dlq, 3));
      const list = (NextToken?: string) =>
        bench.aws.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlq.url, MaxResults: 2, NextToken }));
      const first = await bench.eventually(list, ({ queueUrls = [] }) => queueUrls.length === 2);
      const second = first.NextToken ? await list(first.NextToken) : { queueUrls: [] };
      return [first.queueUrls?.length, second.queueUrls?.length];
    },
    expected: [2, 1],
  },
]);

export const SQS_DEAD_LETTERS = [...moving, ...listing];
