import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Estate } from "./estate";
import type { Place } from "./estate-places";

/** How many messages lie in a queue, seen or hidden; SQS calls it approximate. */
export async function deadLettersIn(estate: Estate, at: Place, queueName: string): Promise<number> {
  const { Attributes = {} } = await estate.at(at).sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: estate.urlOf(at, queueName),
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
