import { behave } from "../estate/estate-functions";
import { stockLow } from "../estate/happenings";
import type { Incident } from "./incident";

/** The function is invoked by a rule, so nobody waits for it: after its second try Lambda writes a record of the event. */
export const supplierRefuses: Incident = {
  name: "supplier-refuses",
  title: "The supplier refuses what the function reorder orders",
  shows: "async-failures-dlq after 1 min: the record of an on-failure destination, with the event in it",
  lastsSeconds: 150,
  fills: "async-failures-dlq",
  async begin(estate, draw) {
    const fails = { type: "SupplierRefused", message: "POST /purchase-orders answered 422: account on hold" };
    await behave(estate, ["reorder"], { reorder: [{ ms: 60, fails, log: ["ERROR <$.detail.sku>: account on hold"] }] });
    for (let count = 0; count < 2; count += 1) await stockLow(estate, draw(), { quantity: 0 });
  },
  end: (estate) => behave(estate, ["reorder"]),
};
