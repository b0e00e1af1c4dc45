import { CreateQueueCommand, QueueNameExists, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients, Estate } from "./estate";
import { arnIn, BUS, type Place, REHEARSAL, ruleArn, SHIPPING, SHOP } from "./estate-places";

const DAY_SECONDS = 86_400;

/** A queue of the estate; one without `deadLetters` has nowhere to put what fails. */
export interface EstateQueue {
  readonly name: string;
  readonly at: Place;
  readonly deadLetters?: string;
  readonly maxReceiveCount?: number;
  readonly visibilitySeconds?: number;
  /** Rules, topics and buses that may send to it. */
  readonly from?: readonly string[];
}

const topic = (at: Place, name: string) => arnIn(at, "sns", name);
const shopRule = (name: string) => ruleArn(SHOP, "shop", name);

/** In an order in which they can be made: dead-letter queues before those that name them. */
export const ESTATE_QUEUES: readonly EstateQueue[] = [
  ...pair(BUS, "event-audit", [ruleArn(BUS, "shop-events", "everything-to-audit")]),
  {
    name: "shop-events-rules-dlq",
    at: BUS,
    from: ["to-shop", "to-shipping", "to-rehearsal", "to-carrier", "everything-to-audit"].map((name) =>
      ruleArn(BUS, "shop-events", name),
    ),
  },
  ...pair(SHOP, "picking", [shopRule("order-placed")]),
  ...pair(SHOP, "loyalty", [shopRule("order-placed")]),
  { name: "fan-out-dlq", at: SHOP, from: ["order-placed", "stock-low", "refund-wanted"].map(shopRule) },
  ...pair(SHOP, "search-index", [topic(SHOP, "stock-changes")], { maxReceiveCount: 100 }),
  { name: "price-cache", at: SHOP, deadLetters: "search-index-dlq", from: [topic(SHOP, "stock-changes")] },
  { name: "stock-changes-dlq", at: SHOP, from: [topic(SHOP, "stock-changes"), topic(SHOP, "order-notices")] },
  ...pair(SHOP, "payment-webhooks"),
  { name: "payment-ledger-dlq.fifo", at: SHOP },
  {
    name: "payment-ledger.fifo",
    at: SHOP,
    deadLetters: "payment-ledger-dlq.fifo",
    maxReceiveCount: 4,
    visibilitySeconds: 60,
  },
  ...pair(SHOP, "stock-count-jobs"),
  { name: "async-failures-dlq", at: SHOP },
  { name: "clickstream-dlq", at: SHOP },
  { name: "quotes-dlq", at: SHIPPING },
  ...["quote-dhl", "quote-ups", "quote-post"].map((name) => ({
    name,
    at: SHIPPING,
    deadLetters: "quotes-dlq",
    from: [topic(SHIPPING, "quote-requests")],
  })),
  { name: "quote-answers", at: SHIPPING },
  ...pair(SHIPPING, "parcel-labels", [topic(SHIPPING, "shipments")]),
  { name: "shipping-rules-dlq", at: SHIPPING, from: [ruleArn(SHIPPING, "shipping", "order-shipped")] },
  ...pair(REHEARSAL, "rehearsal-orders", [ruleArn(REHEARSAL, "shop", "rehearse")]),
];

/** The queue as it should be. */
export function queueNamed(name: string): EstateQueue {
  const found = ESTATE_QUEUES.find((queue) => queue.name === name);
  if (!found) throw new Error(`the estate has no queue ${name}`);
  return found;
}

export function isDeadLetterQueue({ name }: EstateQueue): boolean {
  return /-dlq(\.fifo)?$/.test(name);
}

/** Those that some queue names, which is how they are found out to be dead-letter queues. */
export function estateDeadLetterQueues() {
  const named = new Set(ESTATE_QUEUES.map(({ deadLetters }) => deadLetters));
  return ESTATE_QUEUES.filter(({ name }) => named.has(name)).map(({ name, at }) => ({
    name,
    account: at.account,
    isReadLater: true,
  }));
}

/** Into which many fail: no one team's. */
const SHARED: ReadonlySet<string> = new Set(["fan-out-dlq", "async-failures-dlq"]);

function teamOf({ name }: EstateQueue): string {
  return SHARED.has(name) ? "platform" : (name.split("-")[0] ?? "");
}

/** Makes the queue, or makes it again what it should be. */
export async function ensureQueue(estate: Estate, queue: EstateQueue): Promise<void> {
  const { sqs } = estate.at(queue.at);
  const { name: QueueName, at } = queue;
  const Attributes = attributesOf(queue);
  const tags = { team: teamOf(queue), environment: at.account.environment };
  try {
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes, tags }));
  } catch (error) {
    if (!(error instanceof QueueNameExists)) throw error;
    await restoreQueue(sqs, estate.urlOf(at, QueueName), queue);
  }
}

/** Undoes what an incident did to the settings of a queue. */
export async function restoreQueue(sqs: Clients["sqs"], QueueUrl: string, queue: EstateQueue): Promise<void> {
  const { FifoQueue, ...Attributes } = attributesOf(queue);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

function attributesOf(queue: EstateQueue): Record<string, string> {
  const { name, at, deadLetters, maxReceiveCount = 3, visibilitySeconds = 30, from = [] } = queue;
  const days = isDeadLetterQueue(queue) ? 14 : 4;
  const policy = deadLetters && { deadLetterTargetArn: arnIn(at, "sqs", deadLetters), maxReceiveCount };
  return {
    MessageRetentionPeriod: `${days * DAY_SECONDS}`,
    VisibilityTimeout: `${visibilitySeconds}`,
    ...(policy && { RedrivePolicy: JSON.stringify(policy) }),
    ...(from.length > 0 && { Policy: JSON.stringify(sendersOf(arnIn(at, "sqs", name), from)) }),
    ...(name.endsWith(".fifo") && { FifoQueue: "true", ContentBasedDeduplication: "true" }),
  };
}

function sendersOf(Resource: string, from: readonly string[]) {
  const Statement = from.map((source) => ({
    Effect: "Allow",
    Principal: { Service: `${source.split(":")[2]}.amazonaws.com` },
    Action: "sqs:SendMessage",
    Resource,
    Condition: { ArnEquals: { "aws:SourceArn": source } },
  }));
  return { Version: "2012-10-17", Statement };
}

function pair(at: Place, name: string, from?: readonly string[], more?: Partial<EstateQueue>): EstateQueue[] {
  return [
    { name: `${name}-dlq`, at },
    { name, at, deadLetters: `${name}-dlq`, from, ...more },
  ];
}
