import { parseArn } from "@/lib/core/arn";
import { priceOf } from "@/lib/core/cost/prices";
import type { PlanDriver } from "./action";

const CHUNK_BYTES = 65_536;
/** What is asked of each service for a message, and whether it is billed in chunks of its size. */
const SENDS: Readonly<Record<string, { readonly action: string; readonly isBySize: boolean }>> = {
  sqs: { action: "sqs:SendMessage", isBySize: true },
  sns: { action: "sns:Publish", isBySize: true },
  events: { action: "events:PutEvents", isBySize: true },
  lambda: { action: "lambda:InvokeFunction", isBySize: false },
};

interface Priced {
  readonly bodyBytes: number;
  readonly editedBytes: number | null;
  readonly destinationArn: string | null;
}

/**
 * About what the requests of a run cost at list price: one receive, one send to where each message goes, and one delete (batching
 * makes it less), in billed chunks. What a consumer costs while it works is not in it. Null where a price is not known.
 */
export function estimateUsd(driver: PlanDriver, messages: readonly Priced[]): number | null {
  const receives = messages.reduce((sum, { bodyBytes }) => sum + chunksOf(bodyBytes), 0);
  const costs = [
    ...(driver === "restore"
      ? []
      : [priceOf("sqs:ReceiveMessage", receives), priceOf("sqs:DeleteMessage", messages.length)]),
    ...(driver === "discard" ? [] : messages.map(sendPrice)),
  ];
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === undefined ? null : sum + cost), 0);
}

function sendPrice({ destinationArn, bodyBytes, editedBytes }: Priced): number | undefined {
  const send = SENDS[parseArn(destinationArn ?? "")?.service ?? ""];
  return send && priceOf(send.action, send.isBySize ? chunksOf(editedBytes ?? bodyBytes) : 1);
}

function chunksOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
}
