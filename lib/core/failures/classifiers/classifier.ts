import type { ObservedMessage } from "@/lib/core/messages/message";
import type { Payload } from "@/lib/core/messages/payload";
import type { Origin } from "../origins/origin";

/** `payload` is what was meant to arrive; `origin` says who gave up on it, where that is known. */
export type ClassifierInput = { message: ObservedMessage; payload: Payload; origin?: Origin };

/** `where` is the place in the message the error was read from, e.g. `body.error.message` or `attribute error`. */
export type Finding = { errorText?: string; errorType?: string; where?: string };

/** Finds the error a message carries, or has nothing to say. Raise `version` when the same message is read otherwise. */
export type Classifier = {
  name: string;
  version: number;
  classify: (input: ClassifierInput) => Finding | undefined;
};
