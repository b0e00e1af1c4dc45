import { parseArn } from "@/lib/core/arn";
import { Invalid } from "@/lib/core/errors";
import type { Aimer } from "./aim";
import { configurationOfQueues, queuePlaces } from "./queue-places";

/** Every message to the one queue that a person named. */
export const aimAtNamedQueue: Aimer = async (_, db, { chosen, destinationArn }) => {
  if (destinationArn === null || parseArn(destinationArn)?.service !== "sqs")
    throw new Invalid("A redirect needs the queue that the messages go to.", [
      { field: "destinationArn", message: "must be the ARN of an SQS queue" },
    ]);
  const places = await queuePlaces(db, [destinationArn]);
  return {
    arns: chosen.map(() => destinationArn),
    places,
    configuration: configurationOfQueues(places),
    problems: [],
  };
};
