import { ChangeMessageVisibilityBatchCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { deadLetterQueueOf, type ShopQueue } from "../../../jobs/demo/story/places";
import { SHOP } from "../../../jobs/demo/story/shop/shop";
import { openQueue } from "../../../jobs/demo/story/shop-sqs";

/** Long enough to look at a whole queue; then everything is given back. */
const HIDDEN_SECONDS = 20;

/**
 * Every body that lies in a queue of the shop now, asked of AWS itself and not of the product. As for everybody, a look
 * counts as a receive.
 */
export async function bodiesInAws(queueName: string): Promise<string[]> {
  const { queue, isDeadLetterQueue } = find(queueName);
  const { sqs, url, deadLetterUrl } = await openQueue(process.env.DLO_E2E_AWS_ENDPOINT ?? "", queue);
  const QueueUrl = isDeadLetterQueue ? deadLetterUrl : url;
  const look = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HIDDEN_SECONDS });
  const seen: Message[][] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(look);
    if (Messages.length === 0) break;
    seen.push(Messages);
  }
  for (const messages of seen) {
    const Entries = messages.map(({ ReceiptHandle }, index) => ({
      Id: `${index}`,
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
  sqs.destroy();
  return seen
    .flat()
    .map(({ Body = "" }) => Body)
    .sort();
}

function find(name: string): { queue: ShopQueue; isDeadLetterQueue: boolean } {
  for (const { queue } of SHOP) {
    if (queue.name === name) return { queue, isDeadLetterQueue: false };
    if (deadLetterQueueOf(queue) === name) return { queue, isDeadLetterQueue: true };
  }
  throw new Error(`The shop has no queue ${name}`);
}
