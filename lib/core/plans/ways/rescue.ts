import { INSPECT, type Way } from "./way";

/** A copy of what can be reached; nothing is deleted. */
export const rescue: Way = {
  driver: "rescue",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `We receive what can be reached in ${queueName}, copy each message whole to the vault, read the copy back, and give the message back. Nothing is deleted; the messages stay and go on ageing.`,
  steps: [{ step: "receive from the dead-letter queue, give back", by: INSPECT }],
  actions: [],
  consequence: null,
};
