import { priceInput } from "../price-input";
import { tablePrice } from "../prices";
import type { Induced } from "./induced";

/** What reading and sending messages of queues that a key of KMS encrypts costs at KMS. */
export const kmsRequests: Induced = ({ encryptedQueueCount, messageCallsPerMonth, book }) => {
  if (encryptedQueueCount === 0) return null;
  const price = tablePrice("kms.requests", undefined, book);
  const isKnown = price !== undefined && messageCallsPerMonth !== null;
  return {
    item: "KMS requests of encrypted queues",
    usdPerMonth: isKnown ? { low: 0, high: messageCallsPerMonth * price.usd } : null,
    sentence: `${queues(encryptedQueueCount)} whose messages we read ${encryptedQueueCount === 1 ? "is" : "are"} encrypted with a key of KMS. Each receive or send may ask KMS once; SQS uses a data key again for minutes, so it is mostly far less.`,
    formula: {
      text: "0 to receives and sends a month × price",
      inputs: [
        {
          name: "receives and sends a month",
          value: messageCallsPerMonth,
          unit: "calls",
          source:
            messageCallsPerMonth === null
              ? "not measured yet"
              : "counted by us, of all queues, at the pace of the last day",
        },
        priceInput(price),
      ],
    },
  };
};

function queues(count: number): string {
  return count === 1 ? "One dead-letter queue" : `${count} dead-letter queues`;
}
