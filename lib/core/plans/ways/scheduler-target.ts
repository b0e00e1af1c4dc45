import { OPERATE, type Way } from "./way";

/** The one call that a schedule could not make. */
export const schedulerTarget: Way = {
  driver: "scheduler-target",
  originKinds: ["scheduler"],
  takesDestination: "never",
  sentence: ({ queueName, places }) =>
    `We make the schedule's one call to ${places} with the input it had, then delete it from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "make the call", by: `${OPERATE}, not the schedule's role` },
  ],
  actions: ["sqs:SendMessage", "sqs:GetQueueUrl", "lambda:InvokeFunction", "sns:Publish", "events:PutEvents"],
  consequence: null,
};
