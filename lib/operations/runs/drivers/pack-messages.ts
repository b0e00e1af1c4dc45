import type { MessageAttribute } from "@/lib/core/messages/message";
import type { Claimed } from "./draining/effect";

const MOST_ENTRIES = 10;
const MOST_BYTES = 1_048_576;

/**
 * Batches that one SendMessageBatch takes: one destination, at most 10 messages and 1 MiB with their attributes, order
 * kept. For FIFO a batch holds one message per group, so that a refused one is never overtaken.
 */
export function packMessages(
  claimed: readonly Claimed[],
  destinationOf: (one: Claimed) => string,
  isFifo: boolean,
): Claimed[][] {
  const batches: Claimed[][] = [];
  let bytes = 0;
  for (const one of claimed) {
    const size = messageBytes(one.content);
    const batch = batches.at(-1);
    const first = batch?.[0];
    const group = one.message.system.MessageGroupId;
    const fits =
      batch &&
      first &&
      batch.length < MOST_ENTRIES &&
      bytes + size <= MOST_BYTES &&
      destinationOf(first) === destinationOf(one) &&
      !(isFifo && batch.some((other) => other.message.system.MessageGroupId === group));
    if (fits) {
      batch.push(one);
      bytes += size;
    } else {
      batches.push([one]);
      bytes = size;
    }
  }
  return batches;
}

/** What SQS counts against its limit: body, and name, type and value of every attribute. */
export function messageBytes(message: {
  body: string;
  attributes: Readonly<Record<string, MessageAttribute>>;
}): number {
  const attributes = Object.entries(message.attributes).reduce(
    (sum, [name, { dataType, stringValue, binaryBase64 }]) => {
      const value =
        stringValue === undefined ? Buffer.byteLength(binaryBase64 ?? "", "base64") : Buffer.byteLength(stringValue);
      return sum + Buffer.byteLength(name) + Buffer.byteLength(dataType) + value;
    },
    0,
  );
  return Buffer.byteLength(message.body) + attributes;
}
