import { listSourcesOf } from "@/lib/db/queues";
import type { Aimer } from "./aim";
import { configurationOfQueues, queuePlaces } from "./queue-places";

/** Every source queue of the dead-letter queue: SQS chooses for each message. */
export const aimAtAllSources: Aimer = async (_, db, { queue }) => {
  const sources = await listSourcesOf(db, queue.arn);
  const places = await queuePlaces(
    db,
    sources.map(({ arn }) => arn),
  );
  return { arns: [], places, configuration: configurationOfQueues(places), problems: [] };
};
