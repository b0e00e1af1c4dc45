import { isJsonObject, type JsonValue, member, parseJson, rawMember, textMember } from "./json";

export type PayloadKind =
  | "empty"
  | "text"
  | "json"
  | "json-string"
  | "base64"
  | "gzip-base64"
  | "sns-envelope"
  | "eventbridge-event"
  | "cloudevents"
  | "s3-notification"
  | "s3-pointer";

/** One wrapping of a payload. `text` is the source text of this layer; `json` is its value, for reading only. */
export type PayloadLayer = { kind: PayloadKind; label: string; text: string; json?: JsonValue };

/** `layers` runs from the body itself (outermost, names the payload's `kind`) to what the business wrote (innermost). */
export type Payload = { kind: PayloadKind; layers: [PayloadLayer, ...PayloadLayer[]] };

const MAX_LAYERS = 6;

/**
 * What a body is made of, with envelopes opened one by one. Recognises compressed bodies and S3 pointers without
 * opening them. Never throws; never rewrites a text, so big numbers survive.
 */
export function readPayload(body: string): Payload {
  const outermost = readLayer(body);
  const layers: [PayloadLayer, ...PayloadLayer[]] = [outermost.layer];
  let inner = outermost.inner;
  while (inner !== undefined && layers.length < MAX_LAYERS) {
    const next = readLayer(inner);
    layers.push(next.layer);
    inner = next.inner;
  }
  return { kind: outermost.layer.kind, layers };
}

export function innermost(payload: Payload): PayloadLayer {
  return payload.layers[payload.layers.length - 1] ?? payload.layers[0];
}

type Opened = { layer: PayloadLayer; inner?: string };

function readLayer(text: string): Opened {
  const start = text.trimStart();
  if (start === "") return { layer: { kind: "empty", label: "empty", text } };
  const json = /^[{["]/.test(start) ? parseJson(text) : undefined;
  if (json === undefined) return readPlain(text);
  if (typeof json === "string")
    return { layer: { kind: "json-string", label: "JSON string", text, json }, inner: json };
  return (
    openSns(text, json) ??
    openEventBridge(text, json) ??
    openCloudEvent(text, json) ??
    recogniseS3(text, json) ?? { layer: { kind: "json", label: "JSON", text, json } }
  );
}

function openSns(text: string, json: JsonValue): Opened | undefined {
  const topicArn = textMember(json, "TopicArn");
  const inner = member(json, "Message");
  if (member(json, "Type") !== "Notification" || topicArn === undefined || typeof inner !== "string") return undefined;
  const topic = topicArn.slice(topicArn.lastIndexOf(":") + 1);
  return { layer: { kind: "sns-envelope", label: `SNS notification from ${topic}`, text, json }, inner };
}

function openEventBridge(text: string, json: JsonValue): Opened | undefined {
  const detailType = textMember(json, "detail-type");
  const hasDetail = isJsonObject(member(json, "detail"));
  if (detailType === undefined || !hasDetail || textMember(json, "source") === undefined) return undefined;
  const label = `EventBridge event ${detailType.slice(0, 100)}`;
  return { layer: { kind: "eventbridge-event", label, text, json }, inner: rawMember(text, "detail") };
}

function openCloudEvent(text: string, json: JsonValue): Opened | undefined {
  const type = textMember(json, "type");
  if (textMember(json, "specversion") === undefined || type === undefined) return undefined;
  const layer: PayloadLayer = { kind: "cloudevents", label: `CloudEvent ${type.slice(0, 100)}`, text, json };
  const inner = member(json, "data") ?? member(json, "data_base64");
  if (inner === undefined || inner === null) return { layer };
  return { layer, inner: typeof inner === "string" ? inner : rawMember(text, "data") };
}

function recogniseS3(text: string, json: JsonValue): Opened | undefined {
  if (Array.isArray(json) && json.length === 2 && typeof json[0] === "string" && /S3Pointer$/.test(json[0])) {
    const bucket = textMember(json[1], "s3BucketName") ?? "a bucket";
    return {
      layer: { kind: "s3-pointer", label: `pointer to an object in ${bucket} (S3 extended client)`, text, json },
    };
  }
  const records = member(json, "Records");
  const isNotification = Array.isArray(records) && member(records[0], "eventSource") === "aws:s3";
  if (!isNotification && member(json, "Event") !== "s3:TestEvent") return undefined;
  return { layer: { kind: "s3-notification", label: "S3 event notification", text, json } };
}

function readPlain(text: string): Opened {
  const trimmed = text.trim();
  const isBase64 = trimmed.length >= 16 && trimmed.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(trimmed);
  // A gzip stream begins 1f 8b 08, which base64 always writes as H4sI.
  if (isBase64 && trimmed.startsWith("H4sI")) return { layer: { kind: "gzip-base64", label: "gzip, in base64", text } };
  const decoded = isBase64 ? decodeReadable(trimmed) : undefined;
  if (decoded !== undefined) return { layer: { kind: "base64", label: "base64", text }, inner: decoded };
  return { layer: { kind: "text", label: "text", text } };
}

function decodeReadable(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /(?![\t\n\r])[\p{Cc}\p{Cn}]/u.test(text) ? undefined : text;
  } catch {
    // Not base64, or bytes that are no text: the body is shown as it is.
    return undefined;
  }
}
