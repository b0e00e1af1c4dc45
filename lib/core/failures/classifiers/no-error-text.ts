import { innermost } from "@/lib/core/messages/payload";
import type { Classifier } from "./classifier";

/**
 * A structured payload in which nobody before found an error: nothing says why it failed (SQS adds no error text when
 * it moves a message), so it is grouped by its type and shape. Plain text is left to the next classifier.
 */
export const noErrorText: Classifier = {
  name: "no-error-text",
  version: 1,
  classify: ({ payload }) => (innermost(payload).kind === "text" ? undefined : {}),
};
