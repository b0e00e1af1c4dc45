import { failedRequestId } from "@/lib/core/invocations/carried-ids";
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
  return failedRequestId(whole) ?? messageId;
}

/** The X-Ray trace that a message travelled in, when SQS carried one. */
export function traceIdOf(whole: Whole | undefined): string | null {
  return TRACE_ID.exec(whole?.system.AWSTraceHeader ?? "")?.[1] ?? null;
}
