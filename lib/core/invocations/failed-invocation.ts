import type { MessageAttribute } from "@/lib/core/messages/message";
import { isJsonObject, type JsonValue, member, parseJson, rawMember, textMember } from "../messages/json";

/** What Lambda takes of one asynchronous invocation (API reference, Invoke). */
export const MOST_PAYLOAD_BYTES = 1_048_576;

/** The event that a function failed on, as it was; `functionArn` with its qualifier where the message names it. */
export type FailedInvocation =
  | { readonly kind: "event"; readonly functionArn: string | null; readonly payload: string }
  | { readonly kind: "none"; readonly reason: string };

const none = (reason: string): FailedInvocation => ({ kind: "none", reason });

/**
 * The invocation that a dead letter of Lambda tells of: of its dead-letter queue the body itself, without the attributes that
 * Lambda added; of an on-failure destination the record's request payload, byte for byte. `body` may be an edited copy.
 */
export function failedInvocation(
  received: { readonly attributes: Readonly<Record<string, MessageAttribute>> },
  body: string,
): FailedInvocation {
  const isDeadLetter = ["RequestID", "ErrorCode", "ErrorMessage"].every((name) =>
    Object.hasOwn(received.attributes, name),
  );
  const found = isDeadLetter ? ({ kind: "event", functionArn: null, payload: body } as const) : inRecord(body);
  if (found.kind === "none") return found;
  if (!isJson(found.payload)) return none("its body is no JSON, and a function takes nothing else");
  const bytes = new TextEncoder().encode(found.payload).length;
  return bytes > MOST_PAYLOAD_BYTES
    ? none(`its event has ${bytes} bytes; an asynchronous invocation takes ${MOST_PAYLOAD_BYTES}`)
    : found;
}

function inRecord(body: string): FailedInvocation {
  const record: JsonValue | undefined = parseJson(body);
  if (!isJsonObject(record)) return none("the record of the invocation is no whole JSON: it was cut off, or is none");
  const context = member(record, "requestContext");
  const functionArn = textMember(context, "functionArn");
  if (functionArn === undefined) return none("its record names no function");
  if (textMember(context, "condition") === "Success")
    return none("the function succeeded on it: nothing has to go back");
  const payload = rawMember(body, "requestPayload");
  if (payload === undefined || payload === "null")
    return none("the record carries no request payload: it was left out because it was too large, or there was none");
  return { kind: "event", functionArn, payload };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}
