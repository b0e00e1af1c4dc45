import { member, parseJson, textMember } from "@/lib/core/messages/json";
import type { MessageAttribute } from "@/lib/core/messages/message";

interface Whole {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly system: Readonly<Record<string, string>>;
}

const TRACE_ID = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/i;

/** What the consumer's log knows the message by: a function that Lambda invoked itself knows the request only. */
export function searchTermOf(messageId: string, whole: Whole | undefined): string {
  if (whole === undefined) return messageId;
  const inAttribute = Object.hasOwn(whole.attributes, "RequestID")
    ? whole.attributes.RequestID?.stringValue
    : undefined;
  if (isRequestId(inAttribute)) return inAttribute;
  if (!whole.body.includes('"requestContext"')) return messageId;
  const context = member(parseJson(whole.body), "requestContext");
  const inBody = textMember(context, "functionArn") === undefined ? undefined : textMember(context, "requestId");
  return isRequestId(inBody) ? inBody : messageId;
}

/** Whoever sends a message chooses what stands in it: only what has the form is looked for. */
function isRequestId(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The X-Ray trace that a message travelled in, when SQS carried one. */
export function traceIdOf(whole: Whole | undefined): string | null {
  return TRACE_ID.exec(whole?.system.AWSTraceHeader ?? "")?.[1] ?? null;
}
