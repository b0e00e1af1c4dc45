import { behave } from "../estate/estate-functions";
import { refundWanted } from "../estate/happenings";
import type { Incident } from "./incident";

/** Nothing is paid back for a while. The executions fail where they are, so that they go on from there once it works. */
export const refundsFail: Incident = {
  name: "refunds-fail",
  title: "The bank's certificate has expired, and executions of refund-order fail",
  shows: "failed executions of refund-order, in the inbox within 20 min; once it is over a redrive of them succeeds",
  lastsSeconds: 120,
  async begin(estate, draw) {
    const fails = { type: "CertificateExpired", message: "bank.example.com: certificate has expired" };
    await behave(estate, ["pay-back"], {
      "pay-back": [{ ms: 90, fails, log: ["ERROR refund <$.refundId>: certificate has expired"] }],
    });
    for (let count = 0; count < 3; count += 1) await refundWanted(estate, draw());
  },
  end: (estate) => behave(estate, ["pay-back"]),
};
