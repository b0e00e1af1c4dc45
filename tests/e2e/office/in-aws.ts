import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { deadLetterQueueOf, type ShopQueue } from "../../../jobs/demo/story/places";
import { SHOP } from "../../../jobs/demo/story/shop/shop";
import { openQueue } from "../../../jobs/demo/story/shop-sqs";
import { until } from "../../support/eventually";

/** Long enough to look at a whole queue; then everything is given back. */
const HIDDEN_SECONDS = 20;

interface OpenPlace {
  readonly sqs: SQSClient;
  readonly QueueUrl: string;
}

/**
 * Every body that lies in a queue of the shop now, asked of AWS itself and not of the product. As for everybody, a look
 * counts as a receive.
 */
export async function bodiesInAws(queueName: string): Promise<string[]> {
  const place = await openPlace(queueName);
  const seen = await receiveAll(place);
  await giveBack(place, seen);
  place.sqs.destroy();
  return seen.map(({ Body = "" }) => Body).sort();
}

/**
 * Fails as a consumer on what comes into a source queue and is meant, until SQS gives up on it. What else lies there is
 * given back.
 */
export async function failOn(queueName: string, isMeant: (body: string) => boolean): Promise<void> {
  const place = await openPlace(queueName);
  const seen = await until(
    () => receiveAll(place),
    (messages) => messages.some(({ Body = "" }) => isMeant(Body)),
  );
  const meant = seen.filter(({ Body = "" }) => isMeant(Body));
  for (let failed = meant; failed.length > 0; failed = await receiveAll(place)) await giveBack(place, failed);
  await giveBack(
    place,
    seen.filter((message) => !meant.includes(message)),
  );
  place.sqs.destroy();
}

async function openPlace(queueName: string): Promise<OpenPlace> {
  const { queue, isDeadLetterQueue } = find(queueName);
  const { sqs, url, deadLetterUrl } = await openQueue(process.env.DLO_E2E_AWS_ENDPOINT ?? "", queue);
  return { sqs, QueueUrl: isDeadLetterQueue ? deadLetterUrl : url };
}

async function receiveAll({ sqs, QueueUrl }: OpenPlace): Promise<Message[]> {
  const look = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HIDDEN_SECONDS });
  const seen: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(look);
    if (Messages.length === 0) return seen;
    seen.push(...Messages);
  }
}

async function giveBack({ sqs, QueueUrl }: OpenPlace, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += 10) {
    const Entries = messages.slice(start, start + 10).map(({ ReceiptHandle }, index) => ({
      Id: `${index}`,
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}

function find(name: string): { queue: ShopQueue; isDeadLetterQueue: boolean } {
  for (const { queue } of SHOP) {
    if (queue.name === name) return { queue, isDeadLetterQueue: false };
    if (deadLetterQueueOf(queue) === name) return { queue, isDeadLetterQueue: true };
  }
  throw new Error(`The shop has no queue ${name}`);
}
