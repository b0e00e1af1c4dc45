import { OPERATE, SQS_ITSELF, type Way } from "./way";

/** Everything in the queue, after the vault has what could be read. */
export const purge: Way = {
  driver: "purge",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `We copy what can be read of ${queueName} to the vault, then SQS deletes everything in it, also what could not be read.`,
  steps: [
    { step: "receive from the dead-letter queue, give back", by: OPERATE },
    { step: "delete everything", by: SQS_ITSELF },
  ],
  actions: ["sqs:PurgeQueue"],
  consequence: "What arrives while it works, or could not be read, is gone for good.",
};
