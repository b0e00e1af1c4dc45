import { BATCH, input } from "../formulas/meter";
import { requestsShare } from "./requests";
import type { TaxRule } from "./tax";

const REQUESTS_EACH = 3;

/** What was sent back and stayed away: a send, a receive and a delete once more. What was taken out is a dead letter's. */
export const redrivesTax: TaxRule = (taxed, prices) => {
  const { sent, returned } = taxed.redriven;
  if (taxed.part.kind !== "queue" || sent === 0) return null;
  const count = Math.max(0, sent - returned);
  const most = count * REQUESTS_EACH;
  return requestsShare(
    taxed,
    prices,
    { low: most / BATCH, high: most },
    {
      text: "messages sent back × (send + receive + delete) × price; what consumers do with them is not in it",
      inputs: [
        input("sent back by our runs", sent, "the ledger of our runs"),
        input("of them came back", returned, "the ledger of our runs; counted under poison loops"),
      ],
      note: "Moves that SQS made by itself are not in it, and messages are taken to be of one piece of 64 KiB.",
    },
  );
};
