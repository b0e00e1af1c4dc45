/** One user attribute of a message. `dataType` is kept verbatim (`Number.int`, `Binary.gif` …); numbers stay text. */
export type MessageAttribute = { dataType: string; stringValue?: string; binaryBase64?: string };

/** A message as SQS handed it out: the body exactly as received, user attributes, and system attributes as text. */
export type ObservedMessage = {
  messageId: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  system: Record<string, string>;
};

const LATEST_DATE_MS = 8.64e15;

/** When the message was first sent (`SentTimestamp`); absent when SQS did not say or said nonsense. */
export function sentAt(message: ObservedMessage): Date | undefined {
  return epochMillis(systemValue(message, "SentTimestamp"));
}

/** When any consumer, the source queue's included, received it for the first time. */
export function firstReceivedAt(message: ObservedMessage): Date | undefined {
  return epochMillis(systemValue(message, "ApproximateFirstReceiveTimestamp"));
}

/** How often it was received without being deleted, over all queues it went through, our own looks included. */
export function receiveCount(message: ObservedMessage): number | undefined {
  return wholeNumber(systemValue(message, "ApproximateReceiveCount"));
}

export function groupId(message: ObservedMessage): string | undefined {
  return systemValue(message, "MessageGroupId");
}

/** On a FIFO dead-letter queue this is the original message id, not what the sender chose (SQS replaces it at the move). */
export function deduplicationId(message: ObservedMessage): string | undefined {
  return systemValue(message, "MessageDeduplicationId");
}

/** A 128-bit number as text; it grows within one message group. */
export function sequenceNumber(message: ObservedMessage): string | undefined {
  return systemValue(message, "SequenceNumber");
}

export function senderId(message: ObservedMessage): string | undefined {
  return systemValue(message, "SenderId");
}

export function traceHeader(message: ObservedMessage): string | undefined {
  return systemValue(message, "AWSTraceHeader");
}

/** The queue SQS moved it from. SQS alone sets this: a sender cannot forge it. */
export function deadLetterSourceArn(message: ObservedMessage): string | undefined {
  return systemValue(message, "DeadLetterQueueSourceArn");
}

/** The text of a user attribute by its exact name; absent for binary ones. Inherited names are never found. */
export function attributeText(message: ObservedMessage, name: string): string | undefined {
  return Object.hasOwn(message.attributes, name) ? message.attributes[name]?.stringValue : undefined;
}

function systemValue(message: ObservedMessage, name: string): string | undefined {
  if (!Object.hasOwn(message.system, name)) return undefined;
  return message.system[name] || undefined;
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

function epochMillis(text: string | undefined): Date | undefined {
  const millis = wholeNumber(text);
  return millis === undefined || millis > LATEST_DATE_MS ? undefined : new Date(millis);
}
