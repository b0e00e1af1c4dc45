import { createHash } from "node:crypto";
import { invalidParameter, parameterValueInvalid } from "./errors";
import type { Notification, NotificationAttribute } from "./notification";
import type { Topic } from "./state";
import { maximumMessageSize } from "./topic-attributes";

/** The members that Publish and an entry of PublishBatch share. */
export interface NotificationDraft {
  readonly message: string;
  readonly subject?: string;
  readonly structure?: string;
  readonly attributes?: Readonly<Record<string, Partial<NotificationAttribute>>>;
  readonly groupId?: string;
  readonly dedupId?: string;
}

export type CheckedNotification = Omit<Notification, "messageId" | "topicArn" | "publishedAt" | "sequenceNumber">;

const ATTRIBUTE_NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)(?!(?:aws|amazon)\.)[A-Za-z0-9_.-]{1,256}$/i;
const ATTRIBUTE_TYPE = /^(?:String|Number|Binary)(?:\.[^.].*)?$/;
const FIFO_ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;
const SUBJECT = /^[\u0020-\u007e\u00a0-\uffff]{1,100}$/;

/** Bytes that count for the limit: the message, and name, type and value of each attribute. */
export function notificationBytes({
  message,
  attributes = {},
}: Pick<NotificationDraft, "message" | "attributes">): number {
  let bytes = Buffer.byteLength(message);
  for (const [name, { DataType = "", StringValue = "", BinaryValue = "" }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue);
    bytes += Buffer.byteLength(BinaryValue, "base64");
  }
  return bytes;
}

/** A notification that the topic can take, or the error that Publish gives. */
export function checkNotification(topic: Topic, draft: NotificationDraft): CheckedNotification {
  const { message, subject, attributes, groupId } = draft;
  if (message === "") throw invalidParameter("Empty message");
  if (subject !== undefined && !SUBJECT.test(subject)) throw invalidParameter("Subject");
  if (notificationBytes(draft) > maximumMessageSize(topic.attributes)) {
    throw invalidParameter("Message too long");
  }
  const checked = Object.entries(attributes ?? {}).map(([name, value]) => [name, checkAttribute(name, value)] as const);
  const byProtocol = structured(draft);
  checkIds(topic, draft);
  return {
    message: byProtocol?.default ?? message,
    byProtocol,
    subject,
    attributes: checked.length > 0 ? Object.fromEntries(checked) : undefined,
    groupId,
    dedupId: dedupIdOf(topic, draft),
  };
}

function checkAttribute(name: string, value: Partial<NotificationAttribute>): NotificationAttribute {
  const { DataType, StringValue, BinaryValue } = value;
  if (!ATTRIBUTE_NAME.test(name)) throw parameterValueInvalid(`Invalid message attribute name '${name}'.`);
  if (!DataType) {
    throw parameterValueInvalid(`The message attribute '${name}' must contain non-empty message attribute type.`);
  }
  if (!ATTRIBUTE_TYPE.test(DataType)) {
    throw parameterValueInvalid(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const kind = DataType.split(".")[0] ?? "";
  if (!(kind === "Binary" ? BinaryValue : StringValue)) {
    throw parameterValueInvalid(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${kind}'.`,
    );
  }
  if (kind === "Number" && Number.isNaN(Number(StringValue))) {
    throw parameterValueInvalid(`Could not cast message attribute '${name}' value to number.`);
  }
  return kind === "Binary" ? { DataType, BinaryValue } : { DataType, StringValue };
}

/** The texts by protocol of MessageStructure "json"; members that are no text are ignored, as on AWS. */
function structured({ structure, message }: NotificationDraft): Readonly<Record<string, string>> | undefined {
  if (structure === undefined) return undefined;
  if (structure !== "json") throw invalidParameter("MessageStructure");
  const texts = new Map<string, string>();
  for (const [protocol, text] of Object.entries(parseMessages(message))) {
    if (typeof text === "string") texts.set(protocol, text);
  }
  if (!texts.has("default")) {
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  }
  return Object.fromEntries(texts);
}

function parseMessages(message: string): object {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  if (typeof value === "object" && value !== null) return value;
  throw invalidParameter("Message Structure - JSON message body failed to parse");
}

function checkIds(topic: Topic, { groupId, dedupId }: NotificationDraft): void {
  const isFifo = topic.name.endsWith(".fifo");
  if (isFifo && groupId === undefined) {
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  }
  if (groupId !== undefined && !FIFO_ID.test(groupId)) throw invalidParameter("MessageGroupId");
  if (dedupId === undefined) {
    if (!isFifo || topic.attributes.ContentBasedDeduplication === "true") return;
    throw invalidParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  if (!isFifo) {
    throw invalidParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  if (!FIFO_ID.test(dedupId)) throw invalidParameter("MessageDeduplicationId");
}

function dedupIdOf(topic: Topic, { dedupId, message }: NotificationDraft): string | undefined {
  if (!topic.name.endsWith(".fifo")) return undefined;
  return dedupId ?? createHash("sha256").update(message).digest("hex");
}
