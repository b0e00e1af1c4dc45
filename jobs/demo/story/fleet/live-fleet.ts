import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { type QueuesOf, queuesOf } from "../owner";
import { repeat } from "../repeat";
import type { Draw } from "../shop/line-of-business";
import { TELLING_ACCOUNTS, tellInVain } from "./central-rules";
import { FLEET, type FleetAccount } from "./fleet-accounts";
import { fleetLetter } from "./fleet-letter";
import { type FleetQueue, fleetQueues } from "./fleet-queues";
import { FORTNIGHT } from "./make-queues";
import { tagsOf } from "./site";

const LETTER_EVERY_MS = 15_000;
const IN_VAIN_EVERY_MS = 900_000;
const PREVIEW_EVERY_MS = 60_000;
const LIVING_PREVIEWS = 4;
const FIRST_PREVIEW = 100;
/** Numbers come round again, so that what CloudWatch remembers of old names stays bounded. */
const PREVIEW_NUMBERS = 40;

/** A little traffic somewhere in the fleet, and previews of pull requests that come and go with their queues. */
export function openFleet(simulatorUrl: string, draw: () => Draw, signal: AbortSignal): void {
  const queues = fleetQueues();
  const home = FLEET.find(({ name }) => name === "checkout-eng");
  void repeat(signal, async () => {
    await sleep(LETTER_EVERY_MS, undefined, { signal });
    const { chance, number } = draw();
    const queue = queues[Math.floor(chance() * queues.length)];
    if (queue) await handOver(simulatorUrl, queue, number);
  });
  void repeat(signal, async () => {
    await sleep(IN_VAIN_EVERY_MS, undefined, { signal });
    const { number } = draw();
    const account = TELLING_ACCOUNTS[number % TELLING_ACCOUNTS.length];
    if (account) await tellInVain(simulatorUrl, account, number);
  });
  if (home)
    void repeat(signal, async () => {
      await turnOverPreviews(simulatorUrl, home);
      await sleep(PREVIEW_EVERY_MS, undefined, { signal });
    });
}

async function handOver(simulatorUrl: string, queue: FleetQueue, number: number): Promise<void> {
  const { sqs, urlOf } = queuesOf(simulatorUrl, queue.account.awsAccountId, queue.region);
  const QueueUrl = urlOf(queue.name);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: fleetLetter(queue, number) }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  sqs.destroy();
}

/** The previews that live at a moment are the newest four; one comes and one goes every minute. */
async function turnOverPreviews(simulatorUrl: string, home: FleetAccount): Promise<void> {
  const [region = ""] = home.regions;
  const place = queuesOf(simulatorUrl, home.awsAccountId, region);
  const newest = Math.floor(Date.now() / PREVIEW_EVERY_MS);
  const wanted = Array.from({ length: LIVING_PREVIEWS }, (_, age) => previewName(newest - age));
  const { QueueUrls = [] } = await place.sqs.send(new ListQueuesCommand({ QueueNamePrefix: "preview-" }));
  const names = QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + 1));
  for (const name of names.filter((one) => !wanted.includes(one.replace(/-dlq$/, ""))))
    await place.sqs.send(new DeleteQueueCommand({ QueueUrl: place.urlOf(name) }));
  for (const name of wanted.filter((one) => !names.includes(one))) await makePreview(place, home, name);
  place.sqs.destroy();
}

/** Nobody makes alarms for what lives four minutes; to leave such queues out is what the selection is for. */
async function makePreview({ sqs, arnOf }: QueuesOf, home: FleetAccount, QueueName: string): Promise<void> {
  const tags = { ...tagsOf(home), environment: "preview" };
  const kept = { MessageRetentionPeriod: FORTNIGHT };
  await sqs.send(new CreateQueueCommand({ QueueName: `${QueueName}-dlq`, Attributes: kept, tags }));
  const redrive = { deadLetterTargetArn: arnOf(`${QueueName}-dlq`), maxReceiveCount: 3 };
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { RedrivePolicy: JSON.stringify(redrive) }, tags }));
}

function previewName(number: number): string {
  return `preview-${FIRST_PREVIEW + (number % PREVIEW_NUMBERS)}-orders`;
}
