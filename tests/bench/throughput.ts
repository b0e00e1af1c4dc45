import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { concurrently } from "./concurrently";
import type { Subject } from "./subject";

export const PHASES = ["send", "receive", "delete"] as const;
export type Phase = (typeof PHASES)[number];

export interface PhaseFigures {
  readonly perSecond: number;
  /** CPU time of the emulator, per 1,000 messages. */
  readonly cpuMsPerThousand: number;
  /** The emulator's share of one core while it was asked. */
  readonly cpuShare: number;
}

export const BATCH = 10;
const CONCURRENCY = 8;
const BODY = "x".repeat(500);

/** Makes an empty queue and says its URL. */
export async function makeQueue({ sqs }: Subject, QueueName: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: "600" } }));
  if (!QueueUrl) throw new Error(`no URL for ${QueueName}`);
  return QueueUrl;
}

/** Fills a queue through the API, `count` a multiple of ten. */
export async function fill({ sqs }: Subject, QueueUrl: string, count: number): Promise<void> {
  const Entries = Array.from({ length: BATCH }, (_, i) => ({ Id: `${i}`, MessageBody: BODY }));
  await concurrently(CONCURRENCY, count / BATCH, async () => {
    const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Successful.length !== BATCH) throw new Error("a batch was not taken whole");
  });
}

/** Sends, receives and deletes `count` messages of 500 bytes in a queue of its own, eight calls at a time. */
export async function measureThroughput(
  subject: Subject,
  QueueName: string,
  count: number,
): Promise<Record<Phase, PhaseFigures>> {
  const QueueUrl = await makeQueue(subject, QueueName);
  const { sqs } = subject;
  const handles: string[] = [];
  const send = await phase(subject, count, () => fill(subject, QueueUrl, count));
  const receive = await phase(subject, count, () =>
    concurrently(CONCURRENCY, count / BATCH, async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH }));
      for (const { ReceiptHandle = "" } of Messages) handles.push(ReceiptHandle);
    }),
  );
  if (handles.length !== count) throw new Error(`${subject.name} gave ${handles.length} of ${count} messages`);
  const removed = await phase(subject, count, () =>
    concurrently(CONCURRENCY, count / BATCH, async (turn) => {
      const batch = handles.slice(turn * BATCH, (turn + 1) * BATCH);
      const Entries = batch.map((ReceiptHandle, i) => ({ Id: `${i}`, ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }),
  );
  return { send, receive, delete: removed };
}

async function phase(subject: Subject, count: number, act: () => Promise<void>): Promise<PhaseFigures> {
  const before = await subject.usage();
  const startedAt = performance.now();
  await act();
  const tookMs = performance.now() - startedAt;
  const cpuMs = (await subject.usage()).cpuMs - before.cpuMs;
  return {
    perSecond: (count * 1000) / tookMs,
    cpuMsPerThousand: (cpuMs * 1000) / count,
    cpuShare: cpuMs / tookMs,
  };
}
