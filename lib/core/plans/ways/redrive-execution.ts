import { OPERATE, type Way } from "./way";

/** Each execution goes on where it failed, under its own ARN and with the definition that it began with. */
export const redriveExecution: Way = {
  driver: "redrive-execution",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `Each execution of ${queueName} goes on from the step that failed, with the input and the definition that it began with.`,
  steps: [
    { step: "ask Step Functions to redrive the execution", by: OPERATE },
    { step: "run its steps from the one that failed", by: "Step Functions, with the state machine's own role" },
    { step: "look what became of it", by: OPERATE },
  ],
  actions: ["states:RedriveExecution", "states:DescribeExecution"],
  consequence: null,
};
