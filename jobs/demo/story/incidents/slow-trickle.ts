import { behave } from "../estate/estate-functions";
import { orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

/** One order in twelve: too few for any alarm on a rate, for half an hour. */
export const slowTrickle: Incident = {
  name: "slow-trickle",
  title: "Points for platinum customers fail: one order in twelve, and no alarm sees it",
  shows: "loyalty-dlq, one message every two minutes from 90 s on",
  lastsSeconds: 1800,
  fills: "loyalty-dlq",
  async begin(estate, draw) {
    await behave(estate, ["loyalty-points"], {
      "loyalty-points": [
        {
          when: { body: { tier: ["platinum"] } },
          ms: 30,
          fails: { type: "RangeError", message: "unknown tier: platinum" },
          log: ["ERROR order <$.body.orderId>: unknown tier: platinum"],
        },
        { ms: 60 },
      ],
    });
    await orderPlaced(estate, draw(), { tier: "platinum" });
  },
  end: (estate) => behave(estate, ["loyalty-points"]),
};
