import { OPERATE, type Way } from "./way";

/** To a queue that a person names. */
export const redirect: Way = {
  driver: "redirect",
  originKinds: [],
  takesDestination: "must",
  sentence: ({ queueName, places }) =>
    `Our mover sends each message to ${places}, which is not where it came from, then deletes it from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "send to the queue that was named", by: OPERATE },
  ],
  actions: ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
  consequence: "Another consumer gets the messages than the one that failed.",
};
