import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { deadLetterQueueOf, type ShopQueue } from "../../../jobs/demo/story/places";
import { SHOP } from "../../../jobs/demo/story/shop/shop";
import { openQueue } from "../../../jobs/demo/story/shop-sqs";

const HIDDEN_SECONDS = 5;

/** Every body that lies in a queue of the shop now, asked of AWS itself and not of the product. */
export async function bodiesInAws(queueName: string): Promise<string[]> {
  const { queue, isDeadLetterQueue } = find(queueName);
  const { sqs, url, deadLetterUrl } = await openQueue(process.env.DLO_E2E_AWS_ENDPOINT ?? "", queue);
  const look = new ReceiveMessageCommand({
    QueueUrl: isDeadLetterQueue ? deadLetterUrl : url,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: HIDDEN_SECONDS,
  });
  const bodies = new Map<string, string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(look);
    if (Messages.length === 0) break;
    for (const { MessageId = "", Body = "" } of Messages) bodies.set(MessageId, Body);
  }
  sqs.destroy();
  return [...bodies.values()].sort();
}

function find(name: string): { queue: ShopQueue; isDeadLetterQueue: boolean } {
  for (const { queue } of SHOP) {
    if (queue.name === name) return { queue, isDeadLetterQueue: false };
    if (deadLetterQueueOf(queue) === name) return { queue, isDeadLetterQueue: true };
  }
  throw new Error(`The shop has no queue ${name}`);
}
