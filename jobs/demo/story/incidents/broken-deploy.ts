import { behave, deploy, PICKED } from "../estate/estate-functions";
import { orderAtTill, orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

/**
 * The next version needs an address, which orders for pickup do not have; what is in a batch with one fails too, though
 * the log says that it was picked.
 */
export const brokenDeploy: Incident = {
  name: "broken-deploy",
  title: "A deploy of picking-list breaks orders for pickup",
  shows: "picking-dlq after 90 s; the log of picking-list names the error",
  lastsSeconds: 240,
  fills: "picking-dlq",
  async begin(estate, draw) {
    await deploy(estate, "picking-list", "1.5.0");
    await behave(estate, ["picking-list"], {
      "picking-list": [
        {
          when: { body: { method: ["pickup"] } },
          ms: 35,
          fails: {
            type: "TypeError",
            message: "Cannot read properties of undefined (reading 'street')",
            trace: ["at labelOf (/var/task/picking.js:48:31)", "at Runtime.handler (/var/task/index.js:12:9)"],
          },
          log: ["ERROR order <$.body.orderId>: Cannot read properties of undefined (reading 'street')"],
        },
        PICKED,
      ],
    });
    for (const method of ["parcel", "pickup"]) await orderAtTill(estate, draw(), { method });
    for (let count = 0; count < 2; count += 1) await orderPlaced(estate, draw(), { method: "pickup" });
  },
  async end(estate) {
    await deploy(estate, "picking-list", "1.5.1");
    await behave(estate, ["picking-list"]);
  },
};
