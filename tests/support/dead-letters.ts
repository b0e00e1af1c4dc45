import { ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import type { Clients } from "../aws/sim-clients";
import { look, type Office } from "./world";

/** Puts bodies into a source queue and lets SQS itself dead-letter them: received once, over the limit at the second look. */
export async function deadLetter(
  clients: Clients,
  pair: { sourceUrl: string },
  bodies: readonly string[],
  groupOf?: (index: number) => string,
): Promise<void> {
  for (let start = 0; start < bodies.length; start += 10)
    await clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: pair.sourceUrl,
        Entries: bodies.slice(start, start + 10).map((MessageBody, index) => ({
          Id: String(index),
          MessageBody,
          ...(groupOf ? { MessageGroupId: groupOf(start + index), MessageDeduplicationId: `d${start + index}` } : {}),
        })),
      }),
    );
  for (;;) {
    const { Messages } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: pair.sourceUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    if (!Messages?.length) return;
  }
}

/** The queue of this name after a round of the pollers, and after a scan when `isScanned`. */
export async function seenQueue(world: Office, accountId: string, name: string, isScanned = true) {
  await look(world, accountId);
  const found = (await world.ask("listQueues", { accountId, name })).items.find((queue) => queue.name === name);
  if (!found) throw new Error(`queue ${name} was not discovered`);
  if (isScanned) await scanQueue(world.worker(), found.id, true);
  return found;
}

/** Every body that waits in a queue now, without deleting it (each look hides it for 30 simulated seconds). */
export async function bodiesIn(clients: Clients, queueUrl: string): Promise<string[]> {
  const bodies = new Map<string, string>();
  for (;;) {
    const { Messages } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 30 }),
    );
    if (!Messages?.length) return [...bodies.values()].sort();
    for (const message of Messages) bodies.set(message.MessageId ?? "", message.Body ?? "");
  }
}
