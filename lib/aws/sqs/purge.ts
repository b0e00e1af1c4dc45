import { PurgeQueueCommand } from "@aws-sdk/client-sqs";
import { call, type Door } from "../call";

/**
 * Has SQS delete everything in a queue, messages in flight too; it takes up to 60 seconds. Called once: what arrived between
 * two tries would be lost. A purge less than 60 seconds after the last is refused (SQS API reference, PurgeQueue).
 */
export async function purge(door: Door, queueUrl: string): Promise<void> {
  const command = new PurgeQueueCommand({ QueueUrl: queueUrl });
  await call(door, { action: "sqs:PurgeQueue", resource: queueUrl, isOnce: true }, () =>
    door.clients.sqsOnce.send(command),
  );
}
