import { toBase64 } from "./base64";
import { binaryForm } from "./binary-form";
import type { Inflate, Opened, PayloadLayer } from "./layer";
import { looksLikeProtobuf, wireShape } from "./protobuf";
import { readableText } from "./readable-text";

const BROKEN = "The compressed data ends too early or is damaged.";

/** A gzip or zlib stream, opened where there is a way to; undefined when the bytes are neither. */
export function openPacked(bytes: Uint8Array, inflate: Inflate | undefined, base64?: string): Opened | undefined {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
  if (!isGzip && !beginsLikeZlib(bytes)) return undefined;
  const opened = inflate?.(bytes, isGzip ? "gzip" : "zlib");
  // Two bytes are no proof of zlib: only what opens is one.
  if (!isGzip && (opened === undefined || opened.bytes.length < (opened.isBroken ? 64 : 1))) return undefined;
  const layer: PayloadLayer = {
    kind: isGzip ? "gzip-base64" : "deflate-base64",
    label: isGzip ? "gzip, in base64" : "deflate, in base64",
    text: base64 ?? toBase64(bytes),
    ...(inflate && noteOf(opened)),
  };
  return { layer, ...innerOf(opened) };
}

/** A bare deflate stream has no beginning to know it by: believed when it opens whole, and to a text. */
export function openBareDeflate(bytes: Uint8Array, text: string, inflate: Inflate | undefined): Opened | undefined {
  const opened = inflate?.(bytes, "raw");
  if (opened === undefined || opened.isBroken || opened.bytes.length < 8) return undefined;
  if (readableText(opened.bytes, { isGuess: true, isCut: opened.isCut }) === undefined) return undefined;
  return { layer: { kind: "deflate-base64", label: "deflate, in base64", text }, ...innerOf(opened) };
}

/** Bytes that are no text: what they are by their beginning, and their fields where they read like protobuf. */
export function openBinary(bytes: Uint8Array, isCut: boolean): Opened {
  const form = binaryForm(bytes, { isGuess: false });
  const label = `${form ?? "bytes"}, ${isCut ? "the first " : ""}${sizeOf(bytes)}`;
  const shape = form === undefined ? "binary" : `binary, ${form}`;
  const layer: PayloadLayer = { kind: "binary", label, text: toBase64(bytes), bytes, shape };
  return form === undefined && looksLikeProtobuf(bytes) ? { layer, inner: bytes } : { layer };
}

function sizeOf({ length }: Uint8Array): string {
  return length < 1024 ? `${length} B` : `${Math.round(length / 1024)} kB`;
}

export function protobufLayer(bytes: Uint8Array, text: string): PayloadLayer {
  const note = "It looks like protobuf. Without its schema the names of the fields are unknown.";
  return { kind: "protobuf", label: "looks like protobuf", text, bytes, shape: wireShape(bytes), note };
}

function innerOf(opened: ReturnType<Inflate>): Pick<Opened, "inner" | "isInnerCut"> {
  return opened === undefined ? {} : { inner: opened.bytes, isInnerCut: opened.isCut || opened.isBroken };
}

function noteOf(opened: ReturnType<Inflate>): { note?: string } {
  if (opened === undefined) return { note: `${BROKEN} It could not be opened.` };
  if (opened.isBroken) return { note: `${BROKEN} What could be read of it follows.` };
  return opened.isCut ? { note: "It holds more than 4 MiB. The first part of it follows." } : {};
}

function beginsLikeZlib(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  return bytes.length > 8 && method === 0x78 && (method * 256 + flags) % 31 === 0;
}
