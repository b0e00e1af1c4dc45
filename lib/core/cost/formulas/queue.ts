import type { UsdRange } from "../cost-line";
import {
  BATCH,
  type CostFormula,
  type CostPart,
  costLine,
  input,
  NOT_MEASURED,
  type PartUse,
  type Sums,
  sumOf,
  told,
} from "./meter";
import { addRanges, requestsFor } from "./payload";

/** AWS's own limit, for queues of which nobody read theirs. */
const MOST_BYTES = 1_048_576;
const NOT_IN_IT = "Changes of visibility and other calls of consumers are not measured: they come on top.";

/** Send, receive and delete are billed by the call, metrics count messages: ten in a call at best, one at worst. */
export const queueCost: CostFormula = (part, use, prices) => [
  costLine(
    part,
    {
      item: "SQS requests",
      priceKey: requestsKey(part),
      units: use.isRead ? queueRequests(part, use) : null,
      text: "(sends + receives + empty receives + deletes + our own polls) × price; each call is one request for every 64 KiB",
      inputs: [...inputsOf(use), input("messages in a call", BATCH, "assumption: between 1 and 10")],
      note: use.isRead
        ? `${NOT_IN_IT}${part.facts.usesKey ? " So does KMS: this queue has a key." : ""}`
        : NOT_MEASURED,
    },
    prices,
  ),
];

/** FIFO queues cost more; the name tells them. */
export function requestsKey(part: Pick<CostPart, "arn">): string {
  return part.arn.endsWith(".fifo") ? "sqs.fifo.requests" : "sqs.standard.requests";
}

/** Billed requests, worked out day by day, so that a day of big messages counts for itself. */
export function queueRequests(part: CostPart, use: PartUse): UsdRange {
  const usual = averageBytes(use.days.map(({ sums }) => sums));
  return addRanges(...use.days.map(({ sums }) => requestsOfDay(part, sums, usual)));
}

function requestsOfDay(part: CostPart, sums: Sums, usual: number | null): UsdRange {
  const maxBytes = part.facts.maxMessageBytes ?? MOST_BYTES;
  const average = averageBytes([sums]) ?? usual;
  const carried = (count: number) => requestsFor({ count, bytes: average === null ? null : average * count, maxBytes });
  const deletes = sums.deleted ?? 0;
  const whole = (sums.emptyReceives ?? 0) + (sums.ownRequests ?? 0);
  return addRanges(
    carried(sums.sent ?? 0),
    carried(sums.received ?? 0),
    { low: deletes / BATCH, high: deletes },
    { low: whole, high: whole },
  );
}

function averageBytes(days: readonly Sums[]): number | null {
  const samples = days.reduce((sum, day) => sum + (day.sentSamples ?? 0), 0);
  return samples > 0 ? days.reduce((sum, day) => sum + (day.sentBytes ?? 0), 0) / samples : null;
}

function inputsOf(use: PartUse) {
  const average = averageBytes(use.days.map(({ sums }) => sums));
  return [
    told(use, "sent", "sent messages", "NumberOfMessagesSent"),
    told(use, "received", "received messages", "NumberOfMessagesReceived"),
    told(use, "deleted", "deleted messages", "NumberOfMessagesDeleted"),
    told(use, "emptyReceives", "empty receives (calls)", "NumberOfEmptyReceives"),
    input(
      "average size",
      average,
      average === null
        ? "CloudWatch SentMessageSize: told nothing, so a message may be as big as the queue allows"
        : "CloudWatch SentMessageSize; received ones are taken to be as big",
      "bytes",
    ),
    input(
      "of which ours: polls of its counters",
      sumOf(use, "ownRequests"),
      "our own count for the Region, in equal shares of the queues that we look at",
    ),
  ];
}
