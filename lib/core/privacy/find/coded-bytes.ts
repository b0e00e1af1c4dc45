import { type Inflate, innermost, readPayload } from "@/lib/core/messages/payload";
import { bytesOfBase64, toBase64 } from "@/lib/core/messages/payload/base64";
import { readableText } from "@/lib/core/messages/payload/readable-text";
import { MASKED_BYTES } from "../mask-sign";

const SHORTEST = 12;
const SHORTEST_INSIDE = 24;
const WHOLE = /^[A-Za-z0-9+/_\r\n-]+={0,2}$/;
const INSIDE = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}/g;
const PACKED = /^(?:H4sI|eJ[wxyz]|eNo|eAE|eF4)/;

export interface CodedBytes {
  /** The masked text of what a text in base64 says. */
  readonly mask: (text: string) => string;
  readonly inflate: Inflate | undefined;
}

export function mayBeBase64(text: string): boolean {
  return text.length >= SHORTEST && WHOLE.test(text.trim());
}

/**
 * A text in base64 with what it says masked and written in base64 again; bytes that are no text, compressed ones among
 * them, are taken out whole when they hold something to be masked or cannot be looked into. Undefined: no text was coded.
 */
export function maskBase64(text: string, { mask, inflate }: CodedBytes): string | undefined {
  const compact = text.replace(/\s/g, "");
  const bytes = bytesOf(compact);
  if (bytes === undefined) return undefined;
  const readable = readableText(bytes, { isGuess: true, isCut: true })?.text;
  if (readable === undefined) return maskBytes(compact, bytes, { mask, inflate });
  const masked = mask(readable);
  return masked === readable ? text : inSameAlphabet(compact, masked);
}

/** The same for what stands in base64 within another text; only what decodes to a text is looked into. */
export function maskBase64Inside(text: string, { mask }: CodedBytes): string {
  if (text.length < SHORTEST_INSIDE) return text;
  return text.replace(INSIDE, (run) => {
    if (!/[a-z]/.test(run) || !/[A-Z]/.test(run)) return run;
    const bytes = bytesOf(run);
    const readable = bytes && readableText(bytes, { isGuess: true, isCut: true })?.text;
    if (readable === undefined) return run;
    const masked = mask(readable);
    return masked === readable ? run : inSameAlphabet(run, masked);
  });
}

function maskBytes(base64: string, bytes: Uint8Array, { mask, inflate }: CodedBytes): string | undefined {
  const inner = innermost(readPayload(base64, inflate));
  const isClosed = PACKED.test(base64) && (inner.kind === "gzip-base64" || inflate === undefined);
  if (isClosed) return MASKED_BYTES;
  const shown = inner.bytes === undefined && inner.text !== base64 ? inner.text : legible(inner.bytes ?? bytes);
  return mask(shown) === shown ? undefined : MASKED_BYTES;
}

/** What can be read in bytes that are no text: strings in protobuf, Avro, pictures. */
function legible(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/[\p{Cc}\ufffd]+/gu, "\n");
}

function bytesOf(base64: string): Uint8Array | undefined {
  const plain = base64.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  return bytesOfBase64(plain.length % 4 === 1 ? plain.slice(0, -1) : plain);
}

function inSameAlphabet(like: string, text: string): string {
  const base64 = toBase64(new TextEncoder().encode(text));
  const isForUrls = /[-_]/.test(like) || (!/[+/=]/.test(like) && like.length % 4 !== 0);
  return isForUrls ? base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") : base64;
}
