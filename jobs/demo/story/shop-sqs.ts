import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { arnOf, deadLetterQueueOf, isFifo, type ShopQueue } from "./places";
import type { Letter } from "./shop/line-of-business";

const LARGEST_BATCH = 10;

/** A queue of the shop as its own software sees it: a client with the account's own credentials, and both URLs. */
export interface OpenQueue {
  readonly sqs: SQSClient;
  readonly queue: ShopQueue;
  readonly url: string;
  readonly deadLetterUrl: string;
}

/** Opens a queue and its dead-letter queue, made when they are absent. What is there stays as it is. */
export async function openQueue(simulatorUrl: string, queue: ShopQueue): Promise<OpenQueue> {
  const sqs = clientFor(simulatorUrl, queue);
  const urlOf = async (name: string) => (await findQueue(sqs, name)) ?? makeQueue(sqs, queue, name);
  const deadLetterUrl = await urlOf(deadLetterQueueOf(queue));
  return { sqs, queue, deadLetterUrl, url: await urlOf(queue.name) };
}

export async function exists(simulatorUrl: string, queue: ShopQueue): Promise<boolean> {
  const sqs = clientFor(simulatorUrl, queue);
  const url = await findQueue(sqs, queue.name);
  sqs.destroy();
  return url !== undefined;
}

function clientFor(simulatorUrl: string, { account, region }: ShopQueue): SQSClient {
  return new SQSClient({
    endpoint: simulatorUrl,
    region,
    credentials: { accessKeyId: account.accessKeyId, secretAccessKey: "simulated" },
    useQueueUrlAsEndpoint: false,
  });
}

async function findQueue(sqs: SQSClient, QueueName: string): Promise<string | undefined> {
  return sqs.send(new GetQueueUrlCommand({ QueueName })).then(
    ({ QueueUrl }) => QueueUrl,
    (error: unknown) => {
      if (error instanceof QueueDoesNotExist) return undefined;
      throw error;
    },
  );
}

async function makeQueue(sqs: SQSClient, queue: ShopQueue, QueueName: string): Promise<string> {
  const isSource = QueueName === queue.name;
  const policy = {
    deadLetterTargetArn: arnOf(queue, deadLetterQueueOf(queue)),
    maxReceiveCount: queue.maxReceiveCount,
  };
  const Attributes = {
    MessageRetentionPeriod: `${(isSource ? queue.retentionDays : daysOf(queue)) * 86_400}`,
    VisibilityTimeout: "30",
    ...(isFifo(queue) && { FifoQueue: "true", ContentBasedDeduplication: "true" }),
    ...(isSource && { RedrivePolicy: JSON.stringify(policy) }),
  };
  const tags = { team: queue.name.replace(/\.fifo$/, ""), environment: queue.account.environment };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes, tags }));
  if (!QueueUrl) throw new Error(`SQS gave no URL for ${QueueName}`);
  return QueueUrl;
}

function daysOf({ retentionDays, deadLetterRetentionDays = retentionDays }: ShopQueue): number {
  return deadLetterRetentionDays;
}

/** Sends letters in order, ten at a time. Throws when one of them is refused. */
export async function post({ sqs, queue }: OpenQueue, QueueUrl: string, letters: readonly Letter[]): Promise<void> {
  for (let start = 0; start < letters.length; start += LARGEST_BATCH) {
    const Entries = letters.slice(start, start + LARGEST_BATCH).map(({ body, attributes, groupId }, index) => ({
      Id: `${index}`,
      MessageBody: body,
      ...(isFifo(queue) && { MessageGroupId: groupId ?? "shop" }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes ?? {}).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    }));
    const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed?.[0]) throw new Error(`${QueueUrl} refused a letter: ${Failed[0].Message}`);
  }
}

/** A received message as the letter that was sent. */
export function letterOf({ Body = "", MessageAttributes = {}, Attributes = {} }: Message): Letter {
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue ?? ""]);
  return { body: Body, attributes: Object.fromEntries(attributes), groupId: Attributes.MessageGroupId };
}
