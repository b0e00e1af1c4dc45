import { isJsonObject, type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { Classifier } from "./classifier";
import { isErrorAttribute, isErrorTypeAttribute, isNoError } from "./error-names";
import { readsLikeError } from "./reads-like-error";

/**
 * An error that travelled through SNS: in the attributes of the notification (as a Lambda dead-letter topic sends it)
 * or as its plain text. SNS itself adds no error to a dead letter, so an envelope without one says nothing.
 */
export const snsEnvelope: Classifier = {
  name: "sns-envelope",
  version: 1,
  classify: ({ payload }) => {
    const at = payload.layers.findIndex((layer) => layer.kind === "sns-envelope");
    if (at < 0) return undefined;
    const attributes = member(payload.layers[at]?.json, "MessageAttributes");
    const errorText = attributeValue(attributes, isErrorAttribute);
    if (errorText !== undefined) {
      const errorType = attributeValue(attributes, isErrorTypeAttribute);
      return { errorText, errorType, where: "attribute of the SNS notification" };
    }
    const inner = payload.layers[at + 1];
    const isErrorInside = inner?.kind === "text" && readsLikeError(inner.text);
    return isErrorInside ? { errorText: inner.text, where: "text of the SNS notification" } : undefined;
  },
};

function attributeValue(attributes: JsonValue | undefined, isWanted: (name: string) => boolean): string | undefined {
  if (!isJsonObject(attributes)) return undefined;
  for (const name of Object.keys(attributes).filter(isWanted).sort()) {
    const value = textMember(member(attributes, name), "Value");
    if (value !== undefined && !isNoError(value)) return value;
  }
  return undefined;
}
