import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { behave } from "../estate/estate-functions";
import { queueNamed, restoreQueue } from "../estate/estate-queues";
import { stockChanged } from "../estate/happenings";
import type { Incident } from "./incident";

const INDEX = queueNamed("search-index");
const AGAIN_AFTER_SECONDS = 5;

/** The search engine is down, and everything is tried again every five seconds, a hundred times before SQS gives up. */
export const retryStorm: Incident = {
  name: "retry-storm",
  title: "The search engine refuses, and search-index is read over and over",
  shows: "search-index is received far more often than deleted; no dead letter",
  lastsSeconds: 150,
  async begin(estate, draw) {
    const { sqs } = estate.at(INDEX.at);
    const QueueUrl = estate.urlOf(INDEX.at, INDEX.name);
    const Attributes = { VisibilityTimeout: `${AGAIN_AFTER_SECONDS}` };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    const fails = { type: "ServiceUnavailable", message: "503 from search.shop.example: no shard is available" };
    await behave(estate, ["search-indexer"], { "search-indexer": [{ ms: 400, fails }] });
    for (let count = 0; count < 8; count += 1) await stockChanged(estate, draw());
  },
  async end(estate) {
    await behave(estate, ["search-indexer"]);
    await restoreQueue(estate.at(INDEX.at).sqs, estate.urlOf(INDEX.at, INDEX.name), INDEX);
  },
};
