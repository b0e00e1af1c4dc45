import { priceInput } from "../price-input";
import { tablePrice } from "../prices";
import type { Induced } from "./induced";

/** What S3 bills for keeping second copies of what lies in the vault. */
export const secondCopies: Induced = ({ secondCopyCount, secondCopyBytes, book }) => {
  if (secondCopyCount === 0) return null;
  const price = tablePrice("s3.storage", undefined, book);
  const usd = price && secondCopyBytes * price.usd;
  return {
    item: "Second copies of the vault in S3",
    usdPerMonth: usd === undefined ? null : { low: usd, high: usd * OVERHEAD },
    sentence:
      "Kept in your bucket as long as the vault keeps them. Each object also holds attributes and where the message was, so it is larger than the message.",
    formula: {
      text: `bytes × price, to ${OVERHEAD} times that`,
      inputs: [
        {
          name: "bytes",
          value: secondCopyBytes,
          unit: "bytes",
          source: `bodies behind ${secondCopyCount} copies, counted by us`,
        },
        priceInput(price),
      ],
    },
  };
};

/** Bodies are written in base64 beside their attributes. */
const OVERHEAD = 3;
