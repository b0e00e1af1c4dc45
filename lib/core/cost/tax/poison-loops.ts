import { BATCH, input } from "../formulas/meter";
import { requestsShare } from "./requests";
import type { TaxRule } from "./tax";

/** What was sent back and failed again: a send, and as many receives as it took to fail. */
export const poisonLoopsTax: TaxRule = (taxed, prices) => {
  const { returned } = taxed.redriven;
  if (taxed.part.kind !== "queue" || returned === 0) return null;
  const receives = taxed.maxReceiveCount ?? 1;
  const most = returned * (1 + receives);
  return requestsShare(
    taxed,
    prices,
    { low: most / BATCH, high: most },
    {
      text: "messages that came back × (send + receives before dead-lettering) × price; what consumers did with them is not in it",
      inputs: [
        input("came back after they were sent", returned, "the ledger of our runs"),
        input("receives before dead-lettering", receives, "the queue's redrive policy"),
      ],
    },
  );
};
