import { behave } from "../estate/estate-functions";
import { orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

/** Every third payment or so is declined: the saga gives the stock back and its execution fails. No queue knows of it. */
export const failingSaga: Incident = {
  name: "failing-saga",
  title: "The payment provider declines, and executions of checkout-saga fail",
  shows: "failed executions of checkout-saga, in the inbox within 20 min; no queue knows of them",
  lastsSeconds: 180,
  async begin(estate, draw) {
    const fails = { type: "CardDeclined", message: "card of <$.customerId> declined: do not honour" };
    const log = ["ERROR order <$.orderId>: card declined"];
    await behave(estate, ["capture-payment"], {
      "capture-payment": [
        { when: { card: ["declined"] }, ms: 90, fails, log },
        { rate: 0.3, ms: 90, fails, log },
        { ms: 140, returns: { captured: true } },
      ],
    });
    await orderPlaced(estate, draw(), { card: "declined" });
  },
  end: (estate) => behave(estate, ["capture-payment"]),
};
