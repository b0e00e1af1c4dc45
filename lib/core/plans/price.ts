import { parseArn } from "@/lib/core/arn";
import type { PriceBook } from "@/lib/core/cost/price-table";
import { tablePrice, type UnitPrice, unitPrice } from "@/lib/core/cost/prices";
import type { PlanDriver } from "./action";

const CHUNK_BYTES = 65_536;
const MOST_IN_A_CALL = 10;

/** What a plan costs at AWS, or why nobody can tell. `usd` is the most that its requests cost, one message in each. */
export interface PlanPrice {
  readonly usd: number | null;
  readonly note: string;
}

interface PricedMessage {
  readonly bodyBytes: number;
  readonly editedBytes: number | null;
  readonly destinationArn: string | null;
}

/** A plan about a dead-letter queue, as far as it costs something. */
export interface PricedPlan {
  readonly driver: PlanDriver;
  readonly region: string;
  readonly isFifo: boolean;
  readonly messages: readonly PricedMessage[];
  /** What lies in the queue, for what takes it whole; null: not known. */
  readonly waitingCount: number | null;
  /** What it deletes is copied to S3 first. */
  readonly hasSecondCopies: boolean;
  readonly book?: PriceBook;
}

const NOT_IN_IT = "What consumers cost while they work is not in it.";

/** About what the requests of a run cost, in billed chunks of 64 KiB, without free allowances. Never an empty answer: where there is no price it says why. */
export function planPrice(plan: PricedPlan): PlanPrice {
  switch (plan.driver) {
    case "move-task":
      return ofWholeQueue(plan, 3, "SQS receives, sends and deletes for us, up to ten messages at a time.");
    case "rescue":
      return ofWholeQueue(plan, 1, "Only receives: nothing is sent or deleted.");
    case "purge":
      return ofOneCall(plan, "sqs:PurgeQueue", "One request empties the queue.");
    case "raise-retention":
      return ofOneCall(
        plan,
        "sqs:SetQueueAttributes",
        "One request changes the setting. Keeping messages for longer costs nothing.",
      );
    default:
      return ofMessages(plan);
  }
}

/** What starting or redriving executions costs: only the price of a state is known, not how many they go through. */
export function executionsPrice(
  count: number,
  type: "STANDARD" | "EXPRESS",
  region: string,
  book?: PriceBook,
): PlanPrice {
  if (type === "EXPRESS") {
    const price = tablePrice("states.express.requests", region, book);
    return {
      usd: null,
      note: price
        ? `The requests cost ${dollars(price.usd * count)}; besides them AWS bills memory and time, which nobody knows before. ${sourceOf([price])}`
        : "Not known: no price for Express executions in the table.",
    };
  }
  const price = tablePrice("states.standard.transitions", region, book);
  if (!price) return { usd: null, note: "Not known: no price for state transitions in the table." };
  const each = dollars(price.usd * count);
  return {
    usd: null,
    note: `Depends on how many states they go through, which nobody knows before: ${each} for each state of ${count === 1 ? "the execution" : `all ${count.toLocaleString("en-US")} executions`}, so ${dollars(price.usd * count * 10)} for ten. A redrive pays only the states from where it failed. ${sourceOf([price])}`,
  };
}

/** Why a replay has its price, or none. */
export function replayNote(events: number | null): string {
  return events === null
    ? "Not known: each event that is replayed is billed, and nobody can tell how many there are."
    : "Of every event of the time in the archive, whatever rules are chosen; what targets cost is not in it.";
}

interface Requests {
  readonly count: number;
  readonly price: UnitPrice | undefined;
}

function ofMessages(plan: PricedPlan): PlanPrice {
  const { driver, messages, region, isFifo, hasSecondCopies, book } = plan;
  const receives = messages.reduce((sum, { bodyBytes }) => sum + chunksOf(bodyBytes), 0);
  const queue = queuePrice(isFifo, region, book);
  const taken = driver === "restore" ? [] : [{ count: receives + messages.length, price: queue }];
  const copied = ["s3:PutObject", "s3:GetObjectVersion"].map((action) => ({
    count: messages.length,
    price: unitPrice(action, region, book),
  }));
  const isDiscard = driver === "discard";
  const requests: Requests[] = [
    ...taken,
    ...(isDiscard ? [] : messages.flatMap((message) => sendsOf(message, region, book))),
    ...(isDiscard && hasSecondCopies ? copied : []),
  ];
  const words = isDiscard
    ? `One receive and one delete a message${hasSecondCopies ? ", and its second copy in S3" : ""}.`
    : driver === "restore"
      ? "One send a message."
      : "One receive, one send and one delete a message; batches make it less.";
  return priced(
    requests,
    isDiscard ? words : `${words} ${NOT_IN_IT}`,
    "where a message goes has no price that is known",
  );
}

function ofWholeQueue(
  { waitingCount, isFifo, region, book }: PricedPlan,
  requestsEach: number,
  words: string,
): PlanPrice {
  const price = queuePrice(isFifo, region, book);
  if (!price) return { usd: null, note: "Not known: no price for SQS requests in the table." };
  if (waitingCount === null)
    return {
      usd: null,
      note: `Not known: nobody has counted what lies in the queue. ${dollars(price.usd * requestsEach * 1_000_000)} a million messages at most.`,
    };
  const most = waitingCount * requestsEach * price.usd;
  const range = `Between ${dollars(most / MOST_IN_A_CALL)} and ${dollars(most)} for the ${waitingCount.toLocaleString("en-US")} that were there when it was counted, more for messages over 64 KiB.`;
  return { usd: most, note: `${words} ${range} ${NOT_IN_IT} ${sourceOf([price])}` };
}

function ofOneCall({ region, book }: PricedPlan, action: string, words: string): PlanPrice {
  return priced(
    [{ count: 1, price: unitPrice(action, region, book) }],
    words,
    "SQS requests have no price in the table",
  );
}

function priced(requests: readonly Requests[], words: string, why: string): PlanPrice {
  const prices = requests.flatMap(({ price }) => price ?? []);
  if (prices.length < requests.length) return { usd: null, note: `Not known: ${why}.` };
  const usd = requests.reduce((sum, { count, price }) => sum + count * (price?.usd ?? 0), 0);
  return { usd, note: `${words} ${sourceOf(prices)}` };
}

/** What is asked of each service to send a message; of FIFO topics SNS bills the bytes too. */
function sendsOf(
  { destinationArn, bodyBytes, editedBytes }: PricedMessage,
  region: string,
  book?: PriceBook,
): Requests[] {
  const { service = "", region: place = region } = parseArn(destinationArn ?? "") ?? {};
  const bytes = editedBytes ?? bodyBytes;
  const isFifo = destinationArn?.endsWith(".fifo") ?? false;
  const of = (key: string, count: number) => ({ count, price: tablePrice(key, place || region, book) });
  if (service === "sqs") return [{ count: chunksOf(bytes), price: queuePrice(isFifo, place || region, book) }];
  if (service === "sns")
    return isFifo
      ? [of("sns.fifo.publishes", 1), of("sns.fifo.payload", bytes)]
      : [of("sns.standard.publishes", chunksOf(bytes))];
  if (service === "events") return [of("events.custom", chunksOf(bytes))];
  return service === "lambda" ? [of("lambda.requests", 1)] : [{ count: 1, price: undefined }];
}

function queuePrice(isFifo: boolean, region: string, book?: PriceBook): UnitPrice | undefined {
  return tablePrice(isFifo ? "sqs.fifo.requests" : "sqs.standard.requests", region, book);
}

/** Each source once. */
function sourceOf(prices: readonly UnitPrice[]): string {
  const sources = [...new Set(prices.map(({ source }) => source))].join("; ");
  return sources === "" ? "" : `By ${sources}.`;
}

function chunksOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
}

/** Two digits that count: most of these are far below a cent. */
function dollars(usd: number): string {
  if (usd === 0) return "$0";
  return usd >= 1
    ? `$${usd.toFixed(2)}`
    : `$${Number(usd.toPrecision(2)).toLocaleString("en-US", { maximumFractionDigits: 12 })}`;
}
