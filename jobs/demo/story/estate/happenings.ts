import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { PublishCommand } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Draw } from "../shop/line-of-business";
import type { Estate } from "./estate";
import { arnIn, BUS, type Place, SHIPPING, SHOP } from "./estate-places";

/** Something that happens in the shop and is told as its software tells it; `more` changes what is told. */
export type Happening = (estate: Estate, draw: Draw, more?: object) => Promise<void>;

const SHARED = arnIn(BUS, "events", "event-bus/shop-events");

const orderOf = ({ number, chance }: Draw, more?: object) => ({
  orderId: `ord-${number}`,
  method: number % 4 === 0 ? "pickup" : "parcel",
  tier: number % 12 === 0 ? "platinum" : "regular",
  totalCents: 1500 + Math.floor(chance() * 90) * 100,
  customerId: `cus-${1000 + (number % 700)}`,
  card: "valid",
  ...more,
});

export const orderPlaced: Happening = (estate, draw, more) =>
  tell(estate, SHOP, "shop.web", "OrderPlaced", orderOf(draw, more));

/** Paid at the till: nothing is left to do but to pick it, so it takes no way round. */
export const orderAtTill: Happening = (estate, draw, more) => send(estate, "picking", orderOf(draw, more));

/** Somebody wants the money back. */
export const refundWanted: Happening = (estate, { number, chance }, more) =>
  tell(estate, SHOP, "shop.web", "RefundWanted", {
    refundId: `ref-${number}`,
    orderId: `ord-${number - 60}`,
    amountCents: 500 + Math.floor(chance() * 60) * 100,
    ...more,
  });

export const orderShipped: Happening = (estate, { number }, more) =>
  tell(estate, SHIPPING, "shop.shipping", "OrderShipped", {
    orderId: `ord-${number - 40}`,
    parcelId: `prc-${number}`,
    carrier: ["dhl", "ups", "post"][number % 3],
    ...more,
  });

/** Goods come back: their label is printed by whoever prints those of parcels. */
export const returnRegistered: Happening = async (estate, { number }, more) => {
  const carrier = ["dhl", "ups", "post"][number % 3];
  const label = {
    type: "ReturnRegistered",
    returnId: `ret-${number}`,
    orderId: `ord-${number - 90}`,
    carrier,
    ...more,
  };
  const TopicArn = arnIn(SHIPPING, "sns", "shipments");
  await estate.softwareAt(SHIPPING).sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(label) }));
};

export const stockLow: Happening = (estate, { number, chance }, more) =>
  tell(estate, SHOP, "shop.stock", "StockLow", {
    sku: `sku-${number % 300}`,
    quantity: Math.floor(chance() * 6),
    ...more,
  });

export const stockChanged: Happening = async (estate, { number, chance }, more) => {
  const kind = number % 3 === 0 ? "price" : "stock";
  const change = { type: "StockChanged", sku: `sku-${number % 300}`, kind, value: Math.floor(chance() * 400), ...more };
  const MessageAttributes = { kind: { DataType: "String", StringValue: kind } };
  const TopicArn = arnIn(SHOP, "sns", "stock-changes");
  const Message = JSON.stringify(change);
  await estate.softwareAt(SHOP).sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes }));
};

export const quoteWanted: Happening = async (estate, { number }, more) => {
  const wish = { type: "QuoteWanted", quoteId: `quo-${number}`, grams: 200 + (number % 40) * 50, ...more };
  const TopicArn = arnIn(SHIPPING, "sns", "quote-requests");
  await estate.softwareAt(SHIPPING).sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(wish) }));
};

/** Stored first, understood later: what a payment provider calls is put on the queue as it came. */
export const webhookCalled: Happening = (estate, { number }, more) =>
  send(estate, "payment-webhooks", {
    type: "payment.captured",
    id: `evt-${number}`,
    paymentId: `pay-${number}`,
    amountCents: 1000 + (number % 400) * 25,
    ...more,
  });

/** All entries are of one group, so that the ledger is in order. */
export const ledgerEntryDue: Happening = (estate, { number }, more) =>
  send(
    estate,
    "payment-ledger.fifo",
    { type: "LedgerEntryDue", entryId: `led-${number}`, amountCents: 1000 + (number % 400) * 25, ...more },
    "ledger",
  );

export const clicked: Happening = async (estate, { number }, more) => {
  const clicks = Array.from({ length: 3 }, (_, at) => ({
    visitor: `v-${number % 50}`,
    page: `/p/${number + at}`,
    ...more,
  }));
  const Records = clicks.map((click) => ({
    Data: new TextEncoder().encode(JSON.stringify(click)),
    PartitionKey: click.visitor,
  }));
  await estate.softwareAt(SHOP).kinesis.send(new PutRecordsCommand({ StreamName: "clickstream", Records }));
};

async function tell(estate: Estate, from: Place, Source: string, DetailType: string, detail: object): Promise<void> {
  const entry = { EventBusName: SHARED, Source, DetailType, Detail: JSON.stringify(detail) };
  const at = { ...from, region: BUS.region };
  const { Entries } = await estate.softwareAt(at).events.send(new PutEventsCommand({ Entries: [entry] }));
  const [answer] = Entries ?? [];
  if (answer?.ErrorCode) throw new Error(`${DetailType} was refused: ${answer.ErrorCode} ${answer.ErrorMessage}`);
}

async function send(estate: Estate, queue: string, body: object, MessageGroupId?: string): Promise<void> {
  const QueueUrl = estate.urlOf(SHOP, queue);
  const letter = { QueueUrl, MessageBody: JSON.stringify(body), MessageGroupId };
  await estate.softwareAt(SHOP).sqs.send(new SendMessageCommand(letter));
}
