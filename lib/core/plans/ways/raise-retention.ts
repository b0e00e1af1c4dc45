import { OPERATE, type Way } from "./way";

/** A setting, no message. */
export const raiseRetention: Way = {
  driver: "raise-retention",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `We raise the retention of ${queueName}. No message is received, moved or deleted; those that wait live longer too.`,
  steps: [{ step: "set the queue's retention", by: OPERATE }],
  actions: [],
  consequence: null,
};
