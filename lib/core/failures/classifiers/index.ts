import type { Classifier, ClassifierInput, Finding } from "./classifier";
import { deadLetterError } from "./dead-letter-error";
import { jsonErrorField } from "./json-error-field";
import { lambdaError } from "./lambda-error";
import { noErrorText } from "./no-error-text";
import { snsEnvelope } from "./sns-envelope";
import { unknown } from "./unknown";

/** Asked from top to bottom; the first that has something to say reads the message. */
export const CLASSIFIERS: Classifier[] = [
  deadLetterError,
  lambdaError,
  jsonErrorField,
  snsEnvelope,
  noErrorText,
  unknown,
];

/** The error a message carries and the classifier that found it. */
export function findError(input: ClassifierInput): Finding & { classifier: { name: string; version: number } } {
  for (const { name, version, classify } of CLASSIFIERS) {
    const finding = classify(input);
    if (finding !== undefined) return { ...finding, classifier: { name, version } };
  }
  return { ...unknown.classify(input), classifier: { name: unknown.name, version: unknown.version } };
}
