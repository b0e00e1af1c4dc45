import { CancelMessageMoveTaskCommand, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import type { Bench } from "../../battery/bench";
import { aFifoQueue, aQueue, countersBecome, redriveTo, send } from "../../battery/sqs-bench";
import type { Experiment } from "../experiment";

/** The error as a client sees it: name, legacy code, status and text without the run's own names. */
async function told(bench: Bench, call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    const { name, Code, $metadata, message } = error as Error & {
      Code?: string;
      $metadata?: { httpStatusCode?: number };
    };
    const text = message
      .split("\n")[0]
      ?.replaceAll(bench.accountId, "ACCOUNT")
      .replace(/dlo-verify-[\w.-]+/g, "QUEUE");
    return `${name} (${Code ?? "no code"}, ${$metadata?.httpStatusCode ?? "no status"}): ${text}`;
  }
}

export const moveRefusals: Experiment = {
  id: "move-refusals",
  question: "Under which names does StartMessageMoveTask refuse, in the JSON protocol?",
  run: async (bench) => {
    const start = (SourceArn: string, DestinationArn?: string, MaxNumberOfMessagesPerSecond?: number) =>
      told(
        bench,
        bench.aws.sqs.send(
          new StartMessageMoveTaskCommand({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }),
        ),
      );
    const dlq = await aQueue(bench, "dlq");
    await aQueue(bench, "source", redriveTo(dlq, 3));
    const target = await aQueue(bench, "target");
    const absent = bench.arn("sqs", bench.name("absent"));
    for (let n = 0; n < 5; n++) await send(bench, dlq, `m${n}`);
    await countersBecome(bench, dlq, "5/0/0");
    const answers: readonly (readonly [string, string])[] = [
      ["no dead-letter queue", await start(target.arn)],
      ["absent source", await start(absent)],
      ["absent destination", await start(dlq.arn, absent)],
      ["destination = source", await start(dlq.arn, dlq.arn)],
      ["destination of the other type", await start(dlq.arn, (await aFifoQueue(bench, "lane")).arn)],
      ["501 a second", await start(dlq.arn, target.arn, 501)],
      ["the first task", await start(dlq.arn, target.arn, 1)],
      ["a second task", await start(dlq.arn, target.arn, 1)],
      [
        "cancel of garbage",
        await told(bench, bench.aws.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: "garbage" }))),
      ],
    ];
    return answers.map(([what, answer]) => `${what}: ${answer}`).join("; ");
  },
};
