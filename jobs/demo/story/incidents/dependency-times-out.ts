import { behave } from "../estate/estate-functions";
import { orderShipped, returnRegistered } from "../estate/happenings";
import type { Incident } from "./incident";

/** The carrier's API does not answer for three minutes; then it is back. Labels of parcels and of returns fail alike. */
export const dependencyTimesOut: Incident = {
  name: "dependency-times-out",
  title: "The API of the carrier dhl does not answer, and recovers",
  shows: "parcel-labels-dlq after 90 s, two failures in one incident; label-printer logs that it timed out",
  lastsSeconds: 180,
  fills: "parcel-labels-dlq",
  async begin(estate, draw) {
    const isSlow = { when: { body: { carrier: ["dhl"] } }, log: ["POST https://api.dhl.example/labels"] };
    await behave(estate, ["label-printer"], { "label-printer": [{ ...isSlow, fails: "timeout" }, { ms: 250 }] });
    for (let count = 0; count < 4; count += 1) await orderShipped(estate, draw(), { carrier: "dhl" });
    for (let count = 0; count < 2; count += 1) await returnRegistered(estate, draw(), { carrier: "dhl" });
  },
  end: (estate) => behave(estate, ["label-printer"]),
};
