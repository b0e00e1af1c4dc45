import { OPERATE, SQS_ITSELF, type Way } from "./way";

/** SQS's own server-side job over the whole queue. */
export const moveTask: Way = {
  driver: "move-task",
  originKinds: [],
  takesDestination: "never",
  sentence: ({ queueName }) =>
    `SQS itself moves every message of ${queueName} back to the queue it came from, as one server-side move task.`,
  steps: [
    { step: "start, watch and cancel the task", by: OPERATE },
    { step: "receive, send and delete", by: SQS_ITSELF },
  ],
  actions: ["sqs:SendMessage"],
  consequence: "It takes the whole queue, cannot be paused, and its results are counts.",
};
