import type { MessageAttributeValue, MessageSystemAttributeValue } from "@aws-sdk/client-sqs";
import { invalidValue, missingParameter, sqsError } from "./errors";
import { md5Hex, md5OfAttributes } from "./md5";
import type { MessageContent, WireAttributes } from "./message";
import type { Queue } from "./queue";
import type { Wire } from "./wire";

const MAX_ATTRIBUTES = 10;
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const ATTRIBUTE_NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)(?!(?:aws|amazon)\.)[A-Za-z0-9_.-]{1,256}$/i;
const ATTRIBUTE_TYPE = /^(?:String|Number|Binary)(?:\.[^.].*)?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const FIFO_ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

/** The members that SendMessage and an entry of SendMessageBatch share. */
export interface MessageDraft {
  readonly MessageBody?: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: Readonly<Record<string, Wire<MessageAttributeValue>>>;
  readonly MessageSystemAttributes?: Readonly<Record<string, Wire<MessageSystemAttributeValue>>>;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
}

export interface Checked {
  readonly content: MessageContent;
  readonly delaySeconds: number;
}

/** Bytes that count for the size limits: body, and name, type and value of each attribute; system attributes do not. */
export function draftBytes(draft: MessageDraft): number {
  let bytes = Buffer.byteLength(draft.MessageBody ?? "");
  for (const [name, value] of Object.entries(draft.MessageAttributes ?? {})) {
    bytes +=
      Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? "") + Buffer.byteLength(value.StringValue ?? "");
    bytes += Buffer.byteLength(value.BinaryValue ?? "", "base64");
  }
  return bytes;
}

/** A message ready to store, or the error that AWS gives: content, size, attributes, and what the queue's type demands. */
export function checkMessage(queue: Queue, draft: MessageDraft): Checked {
  const body = draft.MessageBody;
  if (!body) throw missingParameter("MessageBody");
  if (ILLEGAL.test(body)) {
    throw sqsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
  checkAttributes(draft.MessageAttributes);
  const bytes = draftBytes(draft);
  const limit = queue.settings.maximumMessageSize;
  if (bytes > limit) {
    throw sqsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  const attributes =
    draft.MessageAttributes && Object.keys(draft.MessageAttributes).length > 0 ? draft.MessageAttributes : undefined;
  const content: MessageContent = {
    body,
    bodyMd5: md5Hex(body),
    bytes,
    attributes,
    attributesMd5: md5OfAttributes(attributes),
    traceHeader: traceHeaderOf(draft),
    groupId: groupIdOf(queue, draft),
    dedupId: dedupIdOf(queue, draft),
  };
  return { content, delaySeconds: delayOf(queue, draft) };
}

function checkAttributes(attributes: WireAttributes = {}): void {
  const names = Object.keys(attributes);
  if (names.length > MAX_ATTRIBUTES) {
    throw sqsError(
      "InvalidParameterValue",
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  }
  for (const name of names) checkAttribute(name, attributes[name] ?? { DataType: undefined });
}

function checkAttribute(
  name: string,
  { DataType, StringValue, BinaryValue, ...lists }: Wire<MessageAttributeValue>,
): void {
  const refuse = (reason: string) => sqsError("InvalidParameterValue", reason);
  if (!ATTRIBUTE_NAME.test(name)) throw refuse(`Message (user) attribute name '${name}' is invalid.`);
  if (!DataType)
    throw refuse(`The message (user) attribute '${name}' must contain a non-empty message attribute type.`);
  if (!ATTRIBUTE_TYPE.test(DataType) || DataType.length > 256) {
    throw refuse(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  if (lists.StringListValues?.length || lists.BinaryListValues?.length) {
    throw sqsError("UnsupportedOperation", "Message attribute list values in SendMessage operation are not supported.");
  }
  const kind = DataType.split(".")[0] ?? "";
  const value = kind === "Binary" ? BinaryValue : StringValue;
  if (!value) throw refuse(`The message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);
  if (kind !== "Binary" && ILLEGAL.test(value)) {
    throw refuse(`Invalid binary character was found in the message (user) attribute '${name}' value.`);
  }
  if (kind === "Number" && !NUMBER.test(value)) {
    throw refuse(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

function traceHeaderOf({ MessageSystemAttributes = {} }: MessageDraft): string | undefined {
  for (const [name, { DataType, StringValue }] of Object.entries(MessageSystemAttributes)) {
    if (name !== "AWSTraceHeader") {
      throw sqsError("InvalidParameterValue", `Message system attribute name '${name}' is invalid.`);
    }
    if (DataType !== "String" || !StringValue) {
      throw sqsError("InvalidParameterValue", `The message system attribute '${name}' must be a non-empty String.`);
    }
  }
  return MessageSystemAttributes.AWSTraceHeader?.StringValue;
}

const WRONG_TYPE = "The request include parameter that is not valid for this queue type";

function groupIdOf(queue: Queue, { MessageGroupId }: MessageDraft): string | undefined {
  if (queue.isFifo && !MessageGroupId) throw missingParameter("MessageGroupId");
  if (MessageGroupId !== undefined) checkFifoId("MessageGroupId", MessageGroupId);
  return MessageGroupId;
}

function dedupIdOf(queue: Queue, { MessageDeduplicationId }: MessageDraft): string | undefined {
  if (MessageDeduplicationId !== undefined) {
    if (!queue.isFifo) throw invalidValue("MessageDeduplicationId", MessageDeduplicationId, WRONG_TYPE);
    checkFifoId("MessageDeduplicationId", MessageDeduplicationId);
  } else if (queue.isFifo && !queue.settings.hasContentBasedDeduplication) {
    throw sqsError(
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  return MessageDeduplicationId;
}

function checkFifoId(name: string, value: string): void {
  if (FIFO_ID.test(value)) return;
  throw invalidValue(
    name,
    value,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function delayOf(queue: Queue, { DelaySeconds }: MessageDraft): number {
  if (DelaySeconds === undefined) return queue.settings.delaySeconds;
  if (queue.isFifo && DelaySeconds > 0) throw invalidValue("DelaySeconds", DelaySeconds, `${WRONG_TYPE}.`);
  if (!Number.isInteger(DelaySeconds) || DelaySeconds < 0 || DelaySeconds > 900) {
    throw invalidValue("DelaySeconds", DelaySeconds, "DelaySeconds must be >= 0 and <= 900.");
  }
  return queue.isFifo ? queue.settings.delaySeconds : DelaySeconds;
}
