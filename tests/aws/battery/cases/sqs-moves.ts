import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Bench } from "../bench";
import { casesOf, documented, memory, model, seen } from "../case";
import { outcome, verdict } from "../outcome";
import {
  aDeadLetter,
  aFifoQueue,
  aQueue,
  countersBecome,
  receive,
  redriveTo,
  send,
  type TestQueue,
} from "../sqs-bench";

const START = "SQS API Reference, StartMessageMoveTask";
const LIST = "SQS API Reference, ListMessageMoveTasks";
const TROUBLE = "SQS Developer Guide, Troubleshooting dead-letter queue redrive";
const REDRIVE = "SQS Developer Guide, Configure a dead-letter queue redrive";

interface MoveOptions {
  readonly to?: string;
  readonly perSecond?: number;
}

const start = (bench: Bench, source: TestQueue, { to, perSecond }: MoveOptions = {}) =>
  bench.aws.sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: source.arn,
      DestinationArn: to,
      MaxNumberOfMessagesPerSecond: perSecond,
    }),
  );

async function tasks(bench: Bench, source: TestQueue, MaxResults?: number): Promise<ListMessageMoveTasksResultEntry[]> {
  const command = new ListMessageMoveTasksCommand({ SourceArn: source.arn, MaxResults });
  return (await bench.aws.sqs.send(command)).Results ?? [];
}

async function ended(bench: Bench, source: TestQueue): Promise<ListMessageMoveTasksResultEntry | undefined> {
  const [task] = await bench.eventually(
    () => tasks(bench, source),
    ([latest]) => latest !== undefined && !["RUNNING", "CANCELLING"].includes(latest.Status ?? ""),
    6,
  );
  return task;
}

/** A dead-letter queue that a source names, with messages sent straight to it. */
async function aFilledDlq(bench: Bench, count: number) {
  const dlq = await aQueue(bench, "dlq");
  const source = await aQueue(bench, "source", redriveTo(dlq, 3));
  for (let n = 0; n < count; n++) await send(bench, dlq, `m${n}`);
  await countersBecome(bench, dlq, `${count}/0/0`);
  return { dlq, source, target: await aQueue(bench, "target") };
}

const starting = casesOf("sqs", "StartMessageMoveTask", [
  {
    id: "move-home",
    title: "without a destination every message goes back to its own source, under a new id",
    cites: documented(`${START}; ${REDRIVE}: redriven messages are new messages with a new messageID`),
    run: async (bench) => {
      const { dlq, source, MessageId } = await aDeadLetter(bench);
      await start(bench, dlq);
      const task = await ended(bench, dlq);
      await countersBecome(bench, source, "1/0/0");
      const [message] = await receive(bench, source);
      return [
        task?.Status,
        message?.Body,
        message?.MessageId === MessageId,
        message?.Attributes?.ApproximateReceiveCount,
      ];
    },
    expected: ["COMPLETED", "poison", false, "1"],
  },
  {
    id: "move-to",
    title: "with a destination everything goes there",
    cites: documented(START),
    run: async (bench) => {
      const { dlq, target } = await aFilledDlq(bench, 3);
      await start(bench, dlq, { to: target.arn });
      const task = await ended(bench, dlq);
      return [task?.Status, task?.ApproximateNumberOfMessagesMoved, await countersBecome(bench, target, "3/0/0")];
    },
    expected: ["COMPLETED", 3, "3/0/0"],
  },
  {
    id: "move-carries",
    title: "attributes and group are carried along",
    cites: memory("what the move carries besides the body"),
    run: async (bench) => {
      const { dlq, source } = await aDeadLetter(bench);
      await start(bench, dlq);
      await ended(bench, dlq);
      await countersBecome(bench, source, "1/0/0");
      const [message] = await receive(bench, source);
      return [message?.MessageAttributes?.team?.StringValue, message?.Attributes?.MessageGroupId];
    },
    expected: ["orders", "g1"],
  },
  {
    id: "move-fifo",
    title: "FIFO dead letters go back to their FIFO source",
    cites: documented(REDRIVE),
    run: async (bench) => {
      const { dlq, source } = await aDeadLetter(bench, 1, ".fifo");
      await start(bench, dlq);
      const task = await ended(bench, dlq);
      return [task?.Status, await countersBecome(bench, source, "1/0/0")];
    },
    expected: ["COMPLETED", "1/0/0"],
  },
  {
    id: "move-of-no-dlq",
    title: "a queue that no queue names as its dead-letter queue is refused",
    cites: documented(`${START}: only queues configured as dead-letter queues of other Amazon SQS queues`),
    run: async (bench) => verdict(start(bench, await aQueue(bench, "plain"))),
    expected: "refused",
  },
  {
    id: "move-of-no-dlq-error",
    title: "a queue that is no dead-letter queue is InvalidParameterValue",
    cites: seen("tests of LocalStack that were recorded against AWS"),
    run: async (bench) => outcome(start(bench, await aQueue(bench, "plain"))),
    expected: "InvalidParameterValue",
  },
  {
    id: "move-of-absent",
    title: "an absent source is ResourceNotFoundException",
    cites: model("sqs, StartMessageMoveTask: ResourceNotFoundException"),
    run: async (bench) => outcome(start(bench, { url: "", name: "", arn: bench.arn("sqs", bench.name("absent")) })),
    expected: "ResourceNotFoundException",
  },
  {
    id: "move-to-absent",
    title: "an absent destination is ResourceNotFoundException",
    cites: model("sqs, StartMessageMoveTask: ResourceNotFoundException"),
    run: async (bench) => {
      const { dlq } = await aFilledDlq(bench, 1);
      return outcome(start(bench, dlq, { to: bench.arn("sqs", bench.name("absent")) }));
    },
    expected: "ResourceNotFoundException",
  },
  {
    id: "move-to-itself",
    title: "source and destination are two queues",
    cites: seen("tests of LocalStack that were recorded against AWS"),
    run: async (bench) => {
      const { dlq } = await aFilledDlq(bench, 1);
      return outcome(start(bench, dlq, { to: dlq.arn }));
    },
    expected: "InvalidParameterValue",
  },
  {
    id: "move-to-other-type",
    title: "messages of a standard queue cannot go to a FIFO queue",
    cites: documented(REDRIVE),
    run: async (bench) => {
      const { dlq } = await aFilledDlq(bench, 1);
      return verdict(start(bench, dlq, { to: (await aFifoQueue(bench, "lane")).arn }));
    },
    expected: "refused",
  },
  {
    id: "move-rate-limit",
    title: "at most 500 messages a second may be asked for",
    cites: documented(`${START}: MaxNumberOfMessagesPerSecond`),
    run: async (bench) => {
      const { dlq, target } = await aFilledDlq(bench, 1);
      return verdict(start(bench, dlq, { to: target.arn, perSecond: 501 }));
    },
    expected: "refused",
  },
  {
    id: "move-one-at-a-time",
    title: "a queue has one running task at a time",
    cites: documented(START),
    run: async (bench) => {
      const { dlq, target } = await aFilledDlq(bench, 10);
      await start(bench, dlq, { to: target.arn, perSecond: 1 });
      return verdict(start(bench, dlq, { to: target.arn, perSecond: 1 }));
    },
    expected: "refused",
  },
  {
    id: "move-unknown-source",
    title: "a message sent straight to the dead-letter queue has no way home: the task fails",
    cites: documented(`${TROUBLE}: CouldNotDetermineMessageSource`),
    run: async (bench) => {
      const { dlq } = await aFilledDlq(bench, 1);
      await start(bench, dlq);
      const task = await ended(bench, dlq);
      return [task?.Status, task?.FailureReason, await countersBecome(bench, dlq, "1/0/0")];
    },
    expected: ["FAILED", "CouldNotDetermineMessageSource", "1/0/0"],
  },
]);

const watching = [
  ...casesOf("sqs", "ListMessageMoveTasks", [
    {
      id: "tasks-running",
      title: "a running task has a handle and tells its destination and its rate",
      cites: documented(LIST),
      run: async (bench) => {
        const { dlq, target } = await aFilledDlq(bench, 8);
        const { TaskHandle } = await start(bench, dlq, { to: target.arn, perSecond: 1 });
        const [task] = await tasks(bench, dlq);
        const { Status, MaxNumberOfMessagesPerSecond: rate } = task ?? {};
        return [Status, task?.TaskHandle === TaskHandle, task?.DestinationArn === target.arn, rate];
      },
      expected: ["RUNNING", true, true, 1],
    },
    {
      id: "tasks-ended",
      title: "a task that has ended has no handle; its counts stay",
      cites: documented(LIST),
      run: async (bench) => {
        const { dlq, target } = await aFilledDlq(bench, 2);
        await start(bench, dlq, { to: target.arn });
        const task = await ended(bench, dlq);
        const { ApproximateNumberOfMessagesToMove: toMove, ApproximateNumberOfMessagesMoved: moved } = task ?? {};
        return [task?.Status, task?.TaskHandle === undefined, toMove, moved];
      },
      expected: ["COMPLETED", true, 2, 2],
    },
    {
      id: "tasks-default-one",
      title: "one task is listed unless more are asked for, the newest first; ten at most",
      cites: documented(`${LIST}: MaxResults, default 1, upper limit 10`),
      run: async (bench) => {
        const { dlq, target } = await aFilledDlq(bench, 1);
        for (let n = 0; n < 2; n++) {
          await start(bench, dlq, { to: target.arn });
          await ended(bench, dlq);
        }
        const [newer, older] = await tasks(bench, dlq, 10);
        return [
          (await tasks(bench, dlq)).length,
          (newer?.StartedTimestamp ?? 0) >= (older?.StartedTimestamp ?? Infinity),
          await verdict(tasks(bench, dlq, 11)),
        ];
      },
      expected: [1, true, "refused"],
    },
    {
      id: "tasks-time",
      title: "the time of the start is epoch milliseconds",
      cites: memory("the unit of StartedTimestamp"),
      run: async (bench) => {
        const { dlq, target } = await aFilledDlq(bench, 1);
        await start(bench, dlq, { to: target.arn });
        const [task] = await tasks(bench, dlq);
        return String(task?.StartedTimestamp).length;
      },
      expected: 13,
    },
  ]),
  ...casesOf("sqs", "CancelMessageMoveTask", [
    {
      id: "cancel",
      title: "a cancelled task stops; what was moved stays moved, the rest stays",
      cites: documented("SQS API Reference, CancelMessageMoveTask"),
      run: async (bench) => {
        const { dlq, target } = await aFilledDlq(bench, 10);
        const { TaskHandle } = await start(bench, dlq, { to: target.arn, perSecond: 1 });
        await bench.wait(1.5);
        await bench.aws.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
        const task = await ended(bench, dlq);
        const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
        return [
          task?.Status,
          moved < 10,
          (await countersBecome(bench, dlq, `${10 - moved}/0/0`)) === `${10 - moved}/0/0`,
        ];
      },
      expected: ["CANCELLED", true, true],
    },
    {
      id: "cancel-ended",
      title: "a task that has ended cannot be cancelled",
      cites: documented("SQS API Reference, CancelMessageMoveTask: only while its status is RUNNING"),
      run: async (bench) => {
        const { dlq, target } = await aFilledDlq(bench, 1);
        const { TaskHandle } = await start(bench, dlq, { to: target.arn });
        await ended(bench, dlq);
        return verdict(bench.aws.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle })));
      },
      expected: "refused",
    },
    {
      id: "cancel-garbage",
      title: "a handle that is none is refused",
      cites: documented("SQS API Reference, CancelMessageMoveTask"),
      run: async (bench) => verdict(bench.aws.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: "garbage" }))),
      expected: "refused",
    },
    {
      id: "move-destination-deleted",
      title: "a task whose source queue of a message was deleted fails with that queue's absence",
      cites: documented(`${TROUBLE}: AWS.SimpleQueueService.NonExistentQueue`),
      run: async (bench) => {
        const { dlq, source } = await aDeadLetter(bench);
        await aQueue(bench, "other", redriveTo(dlq, 3));
        await bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: source.url }));
        if (bench.site.isReal) await bench.wait(60);
        await start(bench, dlq);
        const task = await ended(bench, dlq);
        return [task?.Status, task?.FailureReason];
      },
      expected: ["FAILED", "AWS.SimpleQueueService.NonExistentQueue"],
    },
  ]),
];

export const SQS_MOVES = [...starting, ...watching];
