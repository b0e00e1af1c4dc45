import { behave } from "../estate/estate-functions";
import { clicked } from "../estate/happenings";
import type { Incident } from "./incident";

/** A pipe hands clicks to a function that cannot work: only pointers to its batches are kept. */
export const unscorableVisits: Incident = {
  name: "unscorable-visits",
  title: "The function visit-scorer finds no model; the pipe score-visits gives up on clicks",
  shows: "clickstream-dlq after 30 s: pointers of the pipe score-visits",
  lastsSeconds: 60,
  fills: "clickstream-dlq",
  async begin(estate, draw) {
    const fails = { type: "ModelMissing", message: "no model for this month" };
    await behave(estate, ["visit-scorer"], { "visit-scorer": [{ ms: 20, fails }] });
    await clicked(estate, draw());
  },
  end: (estate) => behave(estate, ["visit-scorer"]),
};
