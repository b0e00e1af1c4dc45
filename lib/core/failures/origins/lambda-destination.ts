import { nameOfArn } from "@/lib/core/arn";
import { unqualified } from "@/lib/core/inventory/unqualified";
import { isJsonObject, type JsonValue, member, rawMember, textMember } from "@/lib/core/messages/json";
import type { OriginError, OriginRule } from "./origin";

/** The record that Lambda sends to the on-failure destination of a function: the event, and what the function answered. */
export const lambdaDestination: OriginRule = {
  name: "lambda-destination",
  recognise: ({ message, json }) => {
    const context = member(json, "requestContext");
    const functionArn = textMember(context, "functionArn");
    if (functionArn === undefined || !isJsonObject(json) || !Object.hasOwn(json, "requestPayload")) return undefined;
    const arn = unqualified(functionArn);
    const name = nameOfArn(arn);
    const hasWorked = textMember(context, "condition") === "Success";
    const original = rawMember(message.body, "requestPayload");
    return {
      kind: "lambda-destination",
      certainty: "certain",
      anchorArn: arn,
      failingStage: hasWorked ? `none: ${name} succeeded` : `function ${name}`,
      wayBack: hasWorked
        ? `Nothing has to go back: ${name} succeeded, and this queue is its on-success destination.`
        : `Invoke ${name} asynchronously with the request payload that the record carries.`,
      ...(original !== undefined && { original }),
      ...(!hasWorked && { error: errorOf(json) }),
    };
  },
};

/** What the function answered; one that was never run left only a condition. */
function errorOf(json: JsonValue): OriginError {
  const response = member(json, "responsePayload");
  const context = member(json, "requestContext");
  const count = member(context, "approximateInvokeCount");
  const code = textMember(response, "errorType");
  const message = textMember(response, "errorMessage") ?? code;
  const fallback = textMember(member(json, "responseContext"), "functionError") ?? textMember(context, "condition");
  return {
    text: message ?? fallback ?? "no reason given",
    where: message === undefined ? "body.requestContext.condition" : "body.responsePayload.errorMessage",
    ...(code !== undefined && { code }),
    ...(typeof count === "number" && count > 0 && { retries: count - 1 }),
  };
}
