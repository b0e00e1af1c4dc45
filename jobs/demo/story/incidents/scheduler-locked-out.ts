import { arnIn, SHOP } from "../estate/estate-places";
import { declareServiceRoles } from "../estate/estate-roles";
import type { Incident } from "./incident";

/** Scheduler does not try again when it may not: what it would have sent goes, by the same role, to the schedule's dead-letter queue. */
export const schedulerLockedOut: Incident = {
  name: "scheduler-locked-out",
  title: "The role of the schedule count-shelves may no longer send to its queue",
  shows: "stock-count-jobs-dlq within 2 min: the input of the call, and the schedule",
  lastsSeconds: 150,
  fills: "stock-count-jobs-dlq",
  begin: (estate) =>
    declareServiceRoles(estate.simulatorUrl, {
      service: "scheduler",
      resource: arnIn(SHOP, "sqs", "stock-count-jobs-dlq"),
    }),
  end: (estate) => declareServiceRoles(estate.simulatorUrl),
};
