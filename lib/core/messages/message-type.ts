import { isJsonObject, type JsonValue, member, textMember } from "./json";
import { attributeText, type ObservedMessage } from "./message";
import { innermost, type Payload } from "./payload";
import { stableKey } from "./shape";

const MAX_TYPE_CHARACTERS = 120;

const TYPE_FIELDS = [
  "type",
  "eventType",
  "event_type",
  "event-type",
  "EventType",
  "messageType",
  "message_type",
  "MessageType",
  "eventName",
  "event_name",
  "event",
  "@type",
  "$type",
  "_type",
  "Type",
  "kind",
  "action",
];
const TYPE_ATTRIBUTES = [
  ...TYPE_FIELDS.filter((name) => !["kind", "action"].includes(name)),
  "message-type",
  "ce-type",
  "ce_type",
  "JMSType",
  "NServiceBus.EnclosedMessageTypes",
  "MT-MessageType",
];
const TYPE_CONTAINERS = ["metadata", "meta", "header", "headers", "envelope"];

/**
 * What kind of message this is, in the sender's words where there are any (EventBridge detail-type, CloudEvents type,
 * a type field, S3 event name, message attribute, SNS subject), else its top-level keys or its payload kind.
 */
export function messageTypeOf(payload: Payload, message?: ObservedMessage): string {
  return (
    envelopeType(payload) ??
    fieldType(innermost(payload).json) ??
    (message === undefined ? undefined : attributeType(message)) ??
    snsType(payload) ??
    untypedLabel(payload)
  );
}

function envelopeType(payload: Payload): string | undefined {
  for (const layer of [...payload.layers].reverse()) {
    const type =
      layer.kind === "eventbridge-event"
        ? textMember(layer.json, "detail-type")
        : layer.kind === "cloudevents"
          ? textMember(layer.json, "type")
          : layer.kind === "s3-notification"
            ? s3EventName(layer.json)
            : undefined;
    if (type !== undefined && isTypeName(type)) return type.trim();
  }
  return undefined;
}

function s3EventName(json: JsonValue | undefined): string | undefined {
  const records = member(json, "Records");
  return Array.isArray(records) ? textMember(records[0], "eventName") : textMember(json, "Event");
}

function fieldType(json: JsonValue | undefined): string | undefined {
  if (!isJsonObject(json)) return undefined;
  for (const holder of [json, ...TYPE_CONTAINERS.map((name) => member(json, name))]) {
    for (const field of TYPE_FIELDS) {
      const type = textMember(holder, field);
      if (type !== undefined && isTypeName(type)) return type.trim();
    }
  }
  return undefined;
}

function attributeType(message: ObservedMessage): string | undefined {
  for (const name of TYPE_ATTRIBUTES) {
    const type = attributeText(message, name);
    if (type !== undefined && isTypeName(type)) return type.trim();
  }
  return undefined;
}

function snsType(payload: Payload): string | undefined {
  const envelope = payload.layers.find((layer) => layer.kind === "sns-envelope");
  const attributes = member(envelope?.json, "MessageAttributes");
  for (const name of TYPE_ATTRIBUTES) {
    const type = textMember(member(attributes, name), "Value");
    if (type !== undefined && isTypeName(type)) return type.trim();
  }
  const subject = textMember(envelope?.json, "Subject");
  return subject !== undefined && isTypeName(subject) ? subject.trim() : undefined;
}

/** A type repeats from message to message: one short line, and no id in it. */
function isTypeName(text: string): boolean {
  const name = text.trim();
  return name !== "" && name.length <= MAX_TYPE_CHARACTERS && !/\n|\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}-/i.test(name);
}

function untypedLabel(payload: Payload): string {
  const layer = innermost(payload);
  if (Array.isArray(layer.json)) return "JSON list";
  if (!isJsonObject(layer.json)) return layer.kind;
  const keys = [...new Set(Object.keys(layer.json).map(stableKey))].sort();
  const more = keys.length > 5 ? `, +${keys.length - 5}` : "";
  return `{${keys.slice(0, 5).join(", ")}${more}}`;
}
