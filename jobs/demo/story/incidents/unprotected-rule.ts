import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { queueNamed, restoreQueue } from "../estate/estate-queues";
import { orderPlaced } from "../estate/happenings";
import type { Incident } from "./incident";

const REHEARSAL_ORDERS = queueNamed("rehearsal-orders");

/** The target refuses, and the rule has no dead-letter queue: what it could not deliver is gone, and only a count tells. */
export const unprotectedRule: Incident = {
  name: "unprotected-rule",
  title: "The queue rehearsal-orders refuses the rule rehearse, which has no dead-letter queue",
  shows: "no dead letter: events lost by the rule rehearse, counted in the inbox within 20 min",
  lastsSeconds: 420,
  async begin(estate, draw) {
    const { sqs } = estate.at(REHEARSAL_ORDERS.at);
    const QueueUrl = estate.urlOf(REHEARSAL_ORDERS.at, REHEARSAL_ORDERS.name);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
    for (let count = 0; count < 3; count += 1) await orderPlaced(estate, draw());
  },
  end(estate) {
    const url = estate.urlOf(REHEARSAL_ORDERS.at, REHEARSAL_ORDERS.name);
    return restoreQueue(estate.at(REHEARSAL_ORDERS.at).sqs, url, REHEARSAL_ORDERS);
  },
};
