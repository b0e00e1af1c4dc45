import { OPERATE, type Way } from "./way";

/** Out of the queue, into the vault. */
export const discard: Way = {
  driver: "discard",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `We copy each message to the vault, verify the copy, then delete it from ${queueName}. It can be restored from the vault.`,
  steps: [{ step: "receive from the dead-letter queue, delete from it", by: OPERATE }],
  actions: [],
  consequence: null,
};
