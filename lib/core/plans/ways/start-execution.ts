import { OPERATE, type Way } from "./way";

/** A new execution with the same input, from the beginning and with the definition of now. */
export const startExecution: Way = {
  driver: "start-execution",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `For each execution a new one of ${queueName} begins with the same input, by the definition of now.`,
  steps: [
    { step: "read the input of the execution that failed", by: OPERATE },
    { step: "start a new execution with it, under a name of its own", by: OPERATE },
    { step: "run every step", by: "Step Functions, with the state machine's own role" },
    { step: "look what became of it", by: OPERATE },
  ],
  actions: ["states:StartExecution", "states:DescribeExecution"],
  consequence: "Steps that had succeeded are done again: what they did outside happens twice.",
};
