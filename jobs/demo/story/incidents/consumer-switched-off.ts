import { switchConsumer } from "../estate/consumer-switch";
import { functionNamed } from "../estate/estate-functions";
import { orderShipped } from "../estate/happenings";
import type { Incident } from "./incident";

const AUDIT_WRITER = functionNamed("audit-writer");

/** Switched off for maintenance of its database and forgotten: nothing fails, nothing is lost, everything waits. */
export const consumerSwitchedOff: Incident = {
  name: "consumer-switched-off",
  title: "Somebody switches audit-writer off and forgets it; event-audit only fills",
  shows: "everything-to-audit is stalled within 5 min; no dead letter",
  lastsSeconds: 480,
  async begin(estate, draw) {
    await switchConsumer(estate, AUDIT_WRITER, "off");
    for (let count = 0; count < 3; count += 1) await orderShipped(estate, draw());
  },
  end: (estate) => switchConsumer(estate, AUDIT_WRITER, "on"),
};
