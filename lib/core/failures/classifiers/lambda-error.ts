import { isJsonObject, type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { Classifier, Finding } from "./classifier";

const LAMBDA_TEXT =
  /Task timed out after \d|\bRuntime\.[A-Z]\w+|RequestId: [0-9a-f-]{36}\s+(?:Error|Process exited)|^\s*Sandbox\.Timedout|\bLambda\b.{0,60}\b(?:function|invocation) (?:error|failed)/;

/**
 * What AWS Lambda writes about a failed invocation: `errorMessage` with `errorType` or a trace, plain or as the
 * `responsePayload` of a destination record, and its own one-line texts for time-outs and dead runtimes.
 */
export const lambdaError: Classifier = {
  name: "lambda-error",
  version: 1,
  classify: ({ payload }) => {
    for (const layer of [...payload.layers].reverse()) {
      const found =
        fromResponse(member(layer.json, "responsePayload"), "body.responsePayload.errorMessage") ??
        fromResponse(layer.json, "body.errorMessage");
      if (found !== undefined) return found;
      if (layer.kind === "text" && LAMBDA_TEXT.test(layer.text.slice(0, 2_000))) {
        return { errorText: layer.text, errorType: typeInText(layer.text), where: "body" };
      }
    }
    return undefined;
  },
};

function fromResponse(json: JsonValue | undefined, where: string): Finding | undefined {
  if (!isJsonObject(json)) return undefined;
  const errorText = textMember(json, "errorMessage");
  const errorType = textMember(json, "errorType");
  const hasTrace = Array.isArray(member(json, "trace")) || Array.isArray(member(json, "stackTrace"));
  const isLambda = errorType !== undefined || hasTrace || (errorText !== undefined && LAMBDA_TEXT.test(errorText));
  if (!isLambda || (errorText === undefined && errorType === undefined)) return undefined;
  return { errorText: errorText ?? errorType, errorType, where };
}

function typeInText(text: string): string | undefined {
  return /\b(Runtime\.[A-Z]\w+|Sandbox\.Timedout)\b/.exec(text.slice(0, 2_000))?.[1];
}
