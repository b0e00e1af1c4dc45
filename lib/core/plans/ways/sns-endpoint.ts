import { OPERATE, type Way } from "./way";

/** The one subscription that SNS could not deliver to. */
export const snsEndpoint: Way = {
  driver: "sns-endpoint",
  originKinds: ["sns-subscription"],
  takesDestination: "may",
  sentence: ({ queueName, places }) =>
    `We deliver each notification, unchanged, to the one endpoint that missed it, ${places}, then delete it from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "send to the queue or invoke the function that is subscribed", by: `${OPERATE}, not SNS` },
  ],
  actions: ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "lambda:InvokeFunction"],
  consequence: null,
};
