import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Job, Move } from "./move";

interface LoopOptions {
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
  /** Deletes only what was answered as sent; without it an unexpected answer ends everything. */
  readonly isCareful: boolean;
}

/** So many loops at once, each receiving ten, sending ten and deleting ten, until a receive is empty. No journal. */
export function moveInLoops(width: number, options: LoopOptions): Move {
  return async (job, signal) => {
    const sqs = sqsOf(job);
    await Promise.all(Array.from({ length: width }, () => loop(sqs, job, signal, options)));
    sqs.destroy();
  };
}

export function sqsOf({ endpoint, region, accountId }: Job): SQSClient {
  return new SQSClient({
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: "rehearsal" },
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
    requestHandler: { httpAgent: { keepAlive: true, maxSockets: 512 } },
  });
}

async function loop(sqs: SQSClient, job: Job, signal: AbortSignal, options: LoopOptions): Promise<void> {
  while (!signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: job.fromUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: options.visibilitySeconds,
        WaitTimeSeconds: options.waitSeconds,
        MessageAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) return;
    const sent = await sendBatch(sqs, job.toUrl, Messages);
    const Entries = (options.isCareful ? sent : Messages).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: job.fromUrl, Entries }));
  }
}

/** Sends body and attributes as they were. Those that were taken. */
export async function sendBatch(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<Message[]> {
  const { Successful = [] } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: messages.map(({ Body, MessageAttributes }, index) => ({
        Id: String(index),
        MessageBody: Body,
        MessageAttributes,
      })),
    }),
  );
  return Successful.flatMap(({ Id }) => messages[Number(Id)] ?? []);
}
