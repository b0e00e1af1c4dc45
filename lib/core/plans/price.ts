import { priceOf } from "@/lib/core/cost/prices";
import type { PlanDriver } from "./action";

const CHUNK_BYTES = 65_536;

/**
 * About what the SQS requests of a run cost at list price: one receive, send and delete per message (batching makes it
 * less), in billed chunks of 64 KiB. An estimate; undefined prices count as nothing known: null.
 */
export function estimateUsd(driver: PlanDriver, messages: readonly { readonly bodyBytes: number }[]): number | null {
  const chunks = messages.reduce((sum, message) => sum + Math.max(1, Math.ceil(message.bodyBytes / CHUNK_BYTES)), 0);
  const costs = [
    driver === "restore" ? 0 : priceOf("sqs:ReceiveMessage", chunks),
    driver === "discard" ? 0 : priceOf("sqs:SendMessage", chunks),
    driver === "restore" ? 0 : priceOf("sqs:DeleteMessage", messages.length),
  ];
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === undefined ? null : sum + cost), 0);
}
