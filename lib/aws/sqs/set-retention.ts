import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { call, type Door } from "../call";

/**
 * Sets how long a queue keeps its messages, those already there included. It sets, it does not add: repeating it after a
 * lost answer is harmless.
 */
export async function setRetention(door: Door, queueUrl: string, seconds: number): Promise<void> {
  const command = new SetQueueAttributesCommand({
    QueueUrl: queueUrl,
    Attributes: { MessageRetentionPeriod: `${seconds}` },
  });
  await call(door, { action: "sqs:SetQueueAttributes", resource: queueUrl, isControlPlane: true }, (wire) =>
    door.clients.sqs.send(command, wire),
  );
}
