import { type JsonValue, parseJson } from "./json";
import { maybeBase64, readsLikeBytes } from "./payload/base64";
import { binaryForm } from "./payload/binary-form";
import { openBareDeflate, openBinary, openPacked, protobufLayer } from "./payload/bytes";
import { openCloudEvent } from "./payload/cloud-event";
import { openEventBridge } from "./payload/eventbridge";
import { openLambdaRecords } from "./payload/lambda-records";
import type { Content, Inflate, JsonOpener, Opened, PayloadKind, PayloadLayer } from "./payload/layer";
import { openLogDelivery } from "./payload/log-delivery";
import { looksLikeProtobuf } from "./payload/protobuf";
import { readableText } from "./payload/readable-text";
import { recogniseS3Notification } from "./payload/s3-notification";
import { recogniseS3Pointer } from "./payload/s3-pointer";
import { openSns } from "./payload/sns";

export type { Inflate, PayloadKind, PayloadLayer };

/** `layers` runs from the body itself (outermost, names the payload's `kind`) to what the business wrote (innermost). */
export type Payload = { kind: PayloadKind; layers: [PayloadLayer, ...PayloadLayer[]] };

const MAX_LAYERS = 6;

/** Asked in this order; the first that knows the wrapping takes it off. */
const JSON_OPENERS: readonly JsonOpener[] = [
  openSns,
  openEventBridge,
  openCloudEvent,
  recogniseS3Pointer,
  recogniseS3Notification,
  openLambdaRecords,
  openLogDelivery,
];

/**
 * What a body is made of, with wrappings taken off one by one. Compressed layers are opened by `inflate`, and only
 * recognised without it; S3 pointers are never followed. Never throws; never rewrites a text, so big numbers survive.
 */
export function readPayload(body: Content, inflate?: Inflate): Payload {
  const outermost = read(body, inflate, false);
  const layers: [PayloadLayer, ...PayloadLayer[]] = [outermost.layer];
  let last = outermost;
  let isCut = false;
  while (last.inner !== undefined && layers.length < MAX_LAYERS) {
    isCut ||= last.isInnerCut === true;
    last = last.layer.kind === "binary" ? asProtobuf(last) : read(last.inner, inflate, isCut);
    layers.push(isCut ? { ...last.layer, isCut } : last.layer);
  }
  return { kind: outermost.layer.kind, layers };
}

export function innermost(payload: Payload): PayloadLayer {
  return payload.layers[payload.layers.length - 1] ?? payload.layers[0];
}

function read(content: Content, inflate: Inflate | undefined, isCut: boolean): Opened {
  if (typeof content === "string") return readText(content, inflate);
  const packed = openPacked(content, inflate);
  if (packed !== undefined) return packed;
  const readable = readableText(content, { isGuess: false, isCut });
  const isMessage = content[0] === 0x0a && looksLikeProtobuf(content);
  return readable === undefined || isMessage ? openBinary(content, isCut) : readText(readable.text, inflate);
}

function readText(text: string, inflate: Inflate | undefined): Opened {
  const start = text.trimStart();
  if (start === "") return { layer: { kind: "empty", label: "empty", text } };
  const json = /^[{["]/.test(start) ? parseJson(withoutMark(text)) : undefined;
  return json === undefined ? readPlain(text, inflate) : readJson(text, json);
}

function readJson(text: string, json: JsonValue): Opened {
  if (typeof json === "string")
    return { layer: { kind: "json-string", label: "JSON string", text, json }, inner: json };
  for (const open of JSON_OPENERS) {
    const opened = open(text, json);
    if (opened !== undefined) return opened;
  }
  return { layer: { kind: "json", label: "JSON", text, json } };
}

/** A text that is no JSON: base64 of something where that something says so, else just the text. */
function readPlain(text: string, inflate: Inflate | undefined): Opened {
  const maybe = maybeBase64(text);
  const plain: Opened = { layer: { kind: "text", label: "text", text } };
  if (maybe === undefined) return plain;
  const { bytes } = maybe;
  const packed = openPacked(bytes, inflate, text);
  if (packed !== undefined || !maybe.isWhole) return packed ?? plain;
  const layer: PayloadLayer = { kind: "base64", label: "base64", text };
  const isMessage = bytes[0] === 0x0a && looksLikeProtobuf(bytes);
  const readable = isMessage ? undefined : readableText(bytes, { isGuess: true });
  if (readable?.encoding === "UTF-16") return { layer: { ...layer, label: "base64 of UTF-16" }, inner: readable.text };
  if (readable !== undefined) return { layer, inner: readable.text };
  if (isMessage || binaryForm(bytes, { isGuess: true }) !== undefined) return { layer, inner: bytes };
  if (!isMixed(maybe.text)) return plain;
  const deflated = openBareDeflate(bytes, text, inflate);
  if (deflated !== undefined) return deflated;
  return readsLikeBytes(maybe) || looksLikeProtobuf(bytes) ? { layer, inner: bytes } : plain;
}

function asProtobuf({ layer }: Opened): Opened {
  return { layer: protobufLayer(layer.bytes ?? new Uint8Array(), layer.text) };
}

/** Words and hexadecimal ids keep to one case, and names made of words to letters. */
function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /[\d+/=]/.test(text);
}

/** A byte order mark is no part of JSON. */
function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
