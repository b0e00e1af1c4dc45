import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { behave } from "../estate/estate-functions";
import { queueNamed, restoreQueue } from "../estate/estate-queues";
import { webhookCalled } from "../estate/happenings";
import type { Incident } from "./incident";

const DEAD_LETTERS = queueNamed("payment-webhooks-dlq");
const RETENTION_SECONDS = 900;

/** The dead-letter queue keeps for a quarter of an hour, counted from when the webhook first came. */
export const shortRetention: Incident = {
  name: "short-retention",
  title: "Disputes fail, and payment-webhooks-dlq keeps them for 15 minutes only",
  shows: "payment-webhooks-dlq after 90 s, empty again after 15 min",
  lastsSeconds: 1200,
  fills: DEAD_LETTERS.name,
  async begin(estate, draw) {
    const { sqs } = estate.at(DEAD_LETTERS.at);
    const QueueUrl = estate.urlOf(DEAD_LETTERS.at, DEAD_LETTERS.name);
    const Attributes = { MessageRetentionPeriod: `${RETENTION_SECONDS}` };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await behave(estate, ["webhook-reader"], {
      "webhook-reader": [
        {
          when: { body: { type: ["payment.disputed"] } },
          ms: 25,
          fails: { type: "KeyError", message: "no reader for payment.disputed" },
          log: ["ERROR webhook <$.body.id>: no reader for payment.disputed"],
        },
        { ms: 70 },
      ],
    });
    for (let count = 0; count < 6; count += 1) await webhookCalled(estate, draw(), { type: "payment.disputed" });
  },
  async end(estate) {
    await behave(estate, ["webhook-reader"]);
    const url = estate.urlOf(DEAD_LETTERS.at, DEAD_LETTERS.name);
    await restoreQueue(estate.at(DEAD_LETTERS.at).sqs, url, DEAD_LETTERS);
  },
};
