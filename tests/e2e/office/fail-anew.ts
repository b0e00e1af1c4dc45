import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { drawer } from "../../../jobs/demo/story/drawer";
import { deadLetterQueueOf } from "../../../jobs/demo/story/places";
import { SHOP } from "../../../jobs/demo/story/shop/shop";
import { openQueue, post } from "../../../jobs/demo/story/shop-sqs";

/** What happens after the first look, by the names of the shop's failures. None in a FIFO queue, where only heads of groups are seen. */
const FRESH = {
  "reservations since 2.4.0": 6,
  "pickup order without address": 4,
  "VAT rate sent as text": 3,
} as const;
const SEED = 11;
const FIRST_NUMBER = 90_000;

/** Lets the shop fail on a few more letters. Answers with the names of the dead-letter queues that got them. */
export async function failAnew(simulatorUrl: string): Promise<string[]> {
  const draw = drawer(SEED, FIRST_NUMBER);
  const names: string[] = [];
  for (const line of SHOP)
    for (const failure of line.failures) {
      const count = Object.entries(FRESH).find(([name]) => name === failure.name)?.[1];
      if (count === undefined) continue;
      const open = await openQueue(simulatorUrl, line.queue);
      const letters = Array.from({ length: count }, () => failure.letter(draw()));
      const { epitaph } = failure;
      if (epitaph) await post(open, open.deadLetterUrl, letters.map(epitaph));
      else {
        await post(open, open.url, letters);
        await exhaust(open);
      }
      open.sqs.destroy();
      names.push(deadLetterQueueOf(line.queue));
    }
  return names;
}

/** Receives until SQS has moved everything to the dead-letter queue. */
async function exhaust({ sqs, url }: Awaited<ReturnType<typeof openQueue>>): Promise<void> {
  for (;;) {
    const look = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await sqs.send(look);
    if (Messages.length === 0) return;
  }
}
