import type { Classifier } from "./classifier";

/**
 * The error that the service which gave up wrote beside the message: in its attributes (EventBridge, Scheduler, a
 * function's dead-letter queue) or in its record (a function's destination, streams, pipes, new-style buses).
 */
export const deadLetterError: Classifier = {
  name: "dead-letter-error",
  version: 1,
  classify: ({ origin }) => {
    if (origin?.error === undefined) return undefined;
    const { code, text, where } = origin.error;
    if (code === undefined && text === undefined) return undefined;
    // A bare HTTP status is no type of error; what it means is the cause's to say.
    const errorType = code !== undefined && /^\d+$/.test(code) ? undefined : code;
    return { errorText: text ?? code, errorType, where };
  },
};
