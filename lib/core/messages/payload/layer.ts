import type { JsonValue } from "../json";

export type PayloadKind =
  | "empty"
  | "text"
  | "json"
  | "json-string"
  | "base64"
  | "gzip-base64"
  | "deflate-base64"
  | "binary"
  | "protobuf"
  | "sns-envelope"
  | "eventbridge-event"
  | "cloudevents"
  | "lambda-records"
  | "log-delivery"
  | "s3-notification"
  | "s3-pointer";

/**
 * One wrapping of a payload. `text` is the source text of this layer, for bytes their base64; `json` is its value, for
 * reading only. `shape` stands in where there is no JSON to take it from. `isCut`: more was sent than is here.
 */
export type PayloadLayer = {
  kind: PayloadKind;
  label: string;
  text: string;
  json?: JsonValue;
  bytes?: Uint8Array;
  shape?: string;
  note?: string;
  isCut?: boolean;
};

/** What is inside a wrapping: a text, or bytes whose form is still to be found. */
export type Content = string | Uint8Array;
export type Opened = { layer: PayloadLayer; inner?: Content; isInnerCut?: boolean };

/** Takes off one kind of wrapping of a JSON text, or has nothing to say. */
export type JsonOpener = (text: string, json: JsonValue) => Opened | undefined;

/** The most that one compressed layer is opened to: a bomb of 1 MiB would otherwise become a gibibyte. */
export const MAX_INFLATED_BYTES = 4 * 1024 * 1024;

export type PackedFormat = "gzip" | "zlib" | "raw";
/** `isCut`: there was more than `MAX_INFLATED_BYTES`. `isBroken`: the stream ends too early; this is what it held. */
export type Inflated = { bytes: Uint8Array; isCut: boolean; isBroken: boolean };
/** Decompresses up to `MAX_INFLATED_BYTES`; undefined when the bytes are no such stream. Never throws. */
export type Inflate = (packed: Uint8Array, format: PackedFormat) => Inflated | undefined;
