import type { CostLine } from "../cost-line";
import type { PriceBook } from "../price-table";
import { type CostFormula, type CostPart, costLine, input, NOT_MEASURED, type PartUse, sumOf, told } from "./meter";
import { addRanges, requestsFor } from "./payload";

const MOST_BYTES = 262_144;
/** Protocols to which AWS delivers for nothing. */
const FREE_PROTOCOLS = ["sqs", "lambda", "firehose"];
const PRICE_OF_PROTOCOL: Readonly<Record<string, string>> = {
  http: "sns.http.deliveries",
  https: "sns.http.deliveries",
  email: "sns.email.deliveries",
  "email-json": "sns.email.deliveries",
  application: "sns.push.deliveries",
};

/** Publishes by 64 KiB, ten in a call at best; deliveries to queues and functions cost nothing. */
export const topicCost: CostFormula = (part, use, prices) => [
  costLine(part, publishMeter(part, use), prices),
  ...(part.arn.endsWith(".fifo") ? [costLine(part, payloadMeter(use), prices)] : []),
  ...deliveryLines(part, use, prices),
];

function publishMeter(part: CostPart, use: PartUse) {
  const units = addRanges(
    ...use.days.map(({ sums }) =>
      requestsFor({ count: sums.published ?? 0, bytes: sums.publishedBytes ?? null, maxBytes: MOST_BYTES }),
    ),
  );
  return {
    item: "SNS publishes",
    priceKey: part.arn.endsWith(".fifo") ? "sns.fifo.publishes" : "sns.standard.publishes",
    units: use.isRead ? units : null,
    text: "publishes × price; each call is one request for every 64 KiB, with up to ten messages in it",
    inputs: [
      told(use, "published", "published messages", "NumberOfMessagesPublished"),
      { ...told(use, "publishedBytes", "bytes published", "PublishSize"), unit: "bytes" },
    ],
    note: use.isRead ? null : NOT_MEASURED,
  };
}

function payloadMeter(use: PartUse) {
  const bytes = sumOf(use, "publishedBytes") ?? 0;
  return {
    item: "SNS FIFO payload",
    priceKey: "sns.fifo.payload",
    units: use.isRead ? { low: bytes, high: bytes } : null,
    text: "bytes published × price; deliveries of FIFO topics are not in it",
    inputs: [{ ...told(use, "publishedBytes", "bytes published", "PublishSize"), unit: "bytes" }],
    note: use.isRead ? null : NOT_MEASURED,
  };
}

/** CloudWatch tells deliveries of all protocols together: none to all of them may be of the one that costs. */
function deliveryLines(part: CostPart, use: PartUse, prices: PriceBook): CostLine[] {
  const protocols = [...new Set(part.facts.protocols ?? [])];
  const keys = [...new Set(protocols.flatMap((protocol) => PRICE_OF_PROTOCOL[protocol] ?? []))];
  const notified = sumOf(use, "notified") ?? 0;
  const isMixed = keys.length > 1 || protocols.some((protocol) => FREE_PROTOCOLS.includes(protocol));
  return keys.map((priceKey) =>
    costLine(
      part,
      {
        item: "SNS deliveries",
        priceKey,
        units: use.isRead ? { low: isMixed ? 0 : notified, high: notified } : null,
        text: "deliveries × price; to queues and functions they cost nothing",
        inputs: [
          told(use, "notified", "deliveries", "NumberOfNotificationsDelivered"),
          input(`protocols: ${protocols.join(", ")}`, null, "the topic's subscriptions"),
        ],
        note: use.isRead ? (isMixed ? "CloudWatch does not tell deliveries by protocol." : null) : NOT_MEASURED,
      },
      prices,
    ),
  );
}
