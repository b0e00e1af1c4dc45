import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { queueNamed, restoreQueue } from "../estate/estate-queues";
import { orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

const LOYALTY = queueNamed("loyalty");

/** Somebody tidies up a queue policy: one of five targets refuses, and EventBridge does not try again. */
export const permissionRemoved: Incident = {
  name: "permission-removed",
  title: "The queue loyalty no longer lets the rule order-placed send to it",
  shows: "fan-out-dlq at once, ERROR_CODE NO_PERMISSIONS",
  lastsSeconds: 150,
  fills: "fan-out-dlq",
  async begin(estate, draw) {
    const { sqs } = estate.at(LOYALTY.at);
    const QueueUrl = estate.urlOf(LOYALTY.at, LOYALTY.name);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
    for (let count = 0; count < 2; count += 1) await orderPlaced(estate, draw());
  },
  end: (estate) => restoreQueue(estate.at(LOYALTY.at).sqs, estate.urlOf(LOYALTY.at, LOYALTY.name), LOYALTY),
};
