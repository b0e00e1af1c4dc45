import { behave } from "../estate/estate-functions";
import { ledgerEntryDue } from "../estate/happenings";
import type { Incident } from "./incident";

/** One entry that cannot be booked holds up all that come after it, until SQS has counted enough tries. */
export const poisonInFifo: Incident = {
  name: "poison-in-fifo",
  title: "A ledger entry in a currency without a rate blocks its FIFO group",
  shows: "payment-ledger.fifo grows older for 4 min, then payment-ledger-dlq.fifo",
  lastsSeconds: 360,
  fills: "payment-ledger-dlq.fifo",
  async begin(estate, draw) {
    await behave(estate, ["ledger-writer"], {
      "ledger-writer": [
        {
          when: { body: { currency: ["XDR"] } },
          ms: 20,
          fails: { type: "ValidationError", message: "no rate for XDR on the day of <$.body.entryId>" },
          log: ["ERROR entry <$.body.entryId>: no rate for XDR"],
        },
        { ms: 50 },
      ],
    });
    await ledgerEntryDue(estate, draw(), { currency: "XDR" });
  },
  end: (estate) => behave(estate, ["ledger-writer"]),
};
