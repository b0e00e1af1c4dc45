import { OPERATE, type Way } from "./way";

/** The function that failed on the event, invoked as it was invoked. */
export const lambdaInvoke: Way = {
  driver: "lambda-invoke",
  originKinds: ["lambda-async", "lambda-destination"],
  takesDestination: "may",
  sentence: ({ queueName, places }) =>
    `We invoke ${places} asynchronously with the original event, in the version or alias that failed on it, then delete the message from ${queueName}.`,
  steps: [
    { step: "receive from the dead-letter queue, delete from it", by: OPERATE },
    { step: "invoke the function", by: OPERATE },
  ],
  actions: ["lambda:InvokeFunction"],
  consequence: null,
};
