import { innermost } from "@/lib/core/messages/payload";
import type { Classifier, Finding } from "./classifier";
import { readsLikeError } from "./reads-like-error";

export const UNKNOWN_CLASSIFIER = { name: "unknown", version: 1 };

/** Plain text: taken as the error when it reads like one, else as a payload that carries none. Always answers. */
export const unknown: Classifier & { classify: (...input: Parameters<Classifier["classify"]>) => Finding } = {
  ...UNKNOWN_CLASSIFIER,
  classify: ({ payload }) => {
    const { text } = innermost(payload);
    return readsLikeError(text) ? { errorText: text, where: "body" } : {};
  },
};
