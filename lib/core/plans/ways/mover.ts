import { OPERATE, type Way } from "./way";

/** Back to the queue that a message came from. */
export const mover: Way = {
  driver: "mover",
  originKinds: ["sqs-redrive", "direct-send", "restored"],
  takesDestination: "never",
  sentence: ({ queueName, places }) =>
    `Our mover sends each message to its source queue ${places}, waits for the answer, then deletes it from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "send to the source queue", by: OPERATE },
  ],
  actions: ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
  consequence: null,
};
