import { parseArn } from "@/lib/core/arn";
import { Invalid } from "@/lib/core/errors";
import type { QueueRow } from "@/lib/db/queues";
import type { Selected } from "../selected";
import { type Aimer, asSeenBy } from "./aim";
import { outsideProblems } from "./outside";
import { configurationOfQueues, queuePlaces } from "./queue-places";

/** Every message to the one queue that a person named. */
export const aimAtNamedQueue: Aimer = async (ctx, db, { queue, chosen, destinationArn }) => {
  if (destinationArn === null || parseArn(destinationArn)?.service !== "sqs")
    throw new Invalid("A redirect needs the queue that the messages go to.", [
      { field: "destinationArn", message: "must be the ARN of an SQS queue" },
    ]);
  const places = (await queuePlaces(db, [destinationArn])).map((one) => asSeenBy(ctx.actor, one));
  const [place] = places;
  return {
    arns: chosen.map(() => destinationArn),
    places,
    configuration: configurationOfQueues(places),
    problems: [...outsideProblems(queue.arn, [destinationArn]), ...orderProblems(queue, place?.queue ?? null, chosen)],
    warnings: place?.queue?.isDeadLetterQueue
      ? [`${place.name} is itself a dead-letter queue: most likely nothing works on what lies there.`]
      : [],
  };
};

/** Between the kinds, order is either lost or has to be made up: neither is done for somebody. */
function orderProblems(from: QueueRow, to: QueueRow | null, chosen: readonly Selected[]): string[] {
  if (to === null || to.isFifo === from.isFifo) return [];
  if (!to.isFifo)
    return [`${to.name} is a standard queue: the order within message groups, which ${from.name} kept, would be lost.`];
  const groupless = chosen.filter(({ groupId }) => groupId === null).length;
  return [
    groupless > 0
      ? `${to.name} is a FIFO queue, and ${groupless} of these have no message group: one made-up group would line them all up behind the first that fails.`
      : `${to.name} is a FIFO queue: the order in which these would arrive there is not the one in which they were sent.`,
  ];
}
