import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { queueNamed, restoreQueue } from "../estate/estate-queues";
import { stockChanged } from "../estate/happenings";
import type { Incident } from "./incident";

const PRICES = queueNamed("price-cache");

/** SNS does not try again when it may not: what it could not deliver goes to the dead-letter queue of the subscription. */
export const lockedOutSubscriber: Incident = {
  name: "locked-out-subscriber",
  title: "The queue price-cache no longer lets the topic stock-changes send to it",
  shows: "stock-changes-dlq at once: the message as price-cache would have got it",
  lastsSeconds: 150,
  fills: "stock-changes-dlq",
  async begin(estate, draw) {
    const { sqs } = estate.at(PRICES.at);
    const QueueUrl = estate.urlOf(PRICES.at, PRICES.name);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
    for (let count = 0; count < 3; count += 1) await stockChanged(estate, draw());
  },
  end: (estate) => restoreQueue(estate.at(PRICES.at).sqs, estate.urlOf(PRICES.at, PRICES.name), PRICES),
};
