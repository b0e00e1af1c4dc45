/**
 * *locked*: what AWS or we wrote on the message, for those who read it here; never sent by hand. *sensitive*: others read a
 * meaning out of it that nobody sees in the message, so a change is said twice. *free*: anything else.
 */
export type AttributeKind = "locked" | "sensitive" | "free";

const LOCKED = new Set([
  ...["RULE_ARN", "TARGET_ARN", "SUBSCRIBER_ARN", "BUS_ARN", "SCHEDULE_ARN", "EXECUTION_ID"],
  ...["ERROR_CODE", "ERROR_MESSAGE", "RETRY_ATTEMPTS", "EXHAUSTED_RETRY_CONDITION", "IS_PAYLOAD_TRUNCATED"],
  ...["RequestID", "ErrorCode", "ErrorMessage", "dlo-run"],
]);
const RESERVED = /^(?:aws|amazon)\./i;
const TRACE = /^(?:traceparent|tracestate|x-amzn-trace-id|awstraceheader|b3|x-b3-[a-z]+)$/i;
const SENSITIVE =
  /auth|token|secret|password|api-?key|credential|cookie|session|signature|tenant|correlation|(?:^|[._-])(?:customer|account|user|org)[._-]?id$|idempotency|^(?:ExtendedPayloadSize|SQSLargePayloadSize)$/i;

/** Whether it names a trace that the failed try belonged to: an edited copy is a new try. */
export function isTraceAttribute(name: string): boolean {
  return TRACE.test(name);
}

export function attributeKind(name: string): AttributeKind {
  if (LOCKED.has(name) || RESERVED.test(name)) return "locked";
  return isTraceAttribute(name) || SENSITIVE.test(name) ? "sensitive" : "free";
}

export const KIND_IN_WORDS: Readonly<Record<AttributeKind, string>> = {
  locked: "was written by AWS or by this tool and cannot be changed",
  sensitive: "others rely on it: say that you mean it",
  free: "",
};
