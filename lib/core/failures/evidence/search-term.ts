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
  const inAttribute = Object.hasOwn(whole.attributes, "RequestID") ? whole.attributes.RequestID?.stringValue : undefined;
  if (inAttribute) return inAttribute;
  if (!whole.body.includes('"requestContext"')) return messageId;
  const context = member(parseJson(whole.body), "requestContext");
  return textMember(context, "functionArn") === undefined ? messageId : (textMember(context, "requestId") ?? messageId);
}

/** The X-Ray trace that a message travelled in, when SQS carried one. */
export function traceIdOf(whole: Whole | undefined): string | null {
  return TRACE_ID.exec(whole?.system.AWSTraceHeader ?? "")?.[1] ?? null;
}
