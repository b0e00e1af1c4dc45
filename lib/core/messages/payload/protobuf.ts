import { readableText } from "./readable-text";

/** One field as the wire has it; `bytes` are those of its value alone. */
type WireField = { number: number; wire: "varint" | "fixed64" | "bytes" | "fixed32"; bytes: Uint8Array };

/** By the three low bits of a tag. Groups (3 and 4) went out of use before there were queues. */
const WIRES: Readonly<Record<number, WireField["wire"]>> = { 0: "varint", 1: "fixed64", 2: "bytes", 5: "fixed32" };

const MAX_DEPTH = 16;
const MAX_LISTED_FIELDS = 2_000;
/** Schemas number from 1 upwards; a number beyond this is chance more often than a schema. */
const MAX_BELIEVED_NUMBER = 20_000;
const MAX_VALUE_CHARACTERS = 200;

/**
 * The numbers of the top-level fields, where bytes are one whole protobuf message as far as the wire tells and number
 * their fields as a schema would; undefined where they do not. Linear, and makes nothing.
 */
function fieldNumbers(bytes: Uint8Array): Set<number> | undefined {
  const numbers = new Set<number>();
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    const number = Math.floor((tag?.value ?? 0) / 8);
    if (tag === undefined || number < 1 || number > MAX_BELIEVED_NUMBER) return undefined;
    const end = valueEnd(bytes, tag.end, tag.value % 8);
    if (end === undefined) return undefined;
    numbers.add(number);
    at = end;
  }
  return numbers.size === 0 ? undefined : numbers;
}

/** Whether bytes that nothing else explains read like protobuf. */
export function looksLikeProtobuf(bytes: Uint8Array): boolean {
  return bytes.length > 1 && fieldNumbers(bytes) !== undefined;
}

/** The numbers of the top-level fields: all that can be said of the form without the schema. */
export function wireShape(bytes: Uint8Array): string {
  const numbers = [...(fieldNumbers(bytes) ?? [])].sort((a, b) => a - b);
  return `protobuf{${numbers.slice(0, 40).join(",")}${numbers.length > 40 ? ",…" : ""}}`;
}

/** Every field on a line: number, value, wire type; nested messages indented. Bounded; says where it stops. */
export function listWireFields(bytes: Uint8Array): { text: string; isCut: boolean } {
  const lines: string[] = [];
  const isWhole = listInto(lines, wireFields(bytes), 0);
  return { text: lines.join("\n"), isCut: !isWhole };
}

function listInto(lines: string[], fields: Iterable<WireField>, depth: number): boolean {
  for (const field of fields) {
    if (lines.length >= MAX_LISTED_FIELDS) return false;
    const start = `${"  ".repeat(depth)}${field.number}`;
    const nested = field.wire === "bytes" && depth < MAX_DEPTH ? nestedFields(field.bytes) : undefined;
    if (nested === undefined) lines.push(`${start}: ${valueText(field)}`);
    else {
      lines.push(`${start} {`);
      if (!listInto(lines, nested, depth + 1)) return false;
      lines.push(`${"  ".repeat(depth)}}`);
    }
  }
  return true;
}

/** What reads as text is text; but a message that begins with a text begins with a line break, as few texts do. */
function nestedFields(bytes: Uint8Array): Iterable<WireField> | undefined {
  const isText = bytes[0] !== 0x0a && readableText(bytes, { isGuess: true }) !== undefined;
  return !isText && looksLikeProtobuf(bytes) ? wireFields(bytes) : undefined;
}

function valueText(field: WireField): string {
  const { bytes, wire } = field;
  if (wire === "varint") return `${exactVarint(bytes)} (varint)`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (wire === "fixed32") return `${view.getUint32(0, true)} (fixed32; as float ${view.getFloat32(0, true)})`;
  if (wire === "fixed64") return `${view.getBigUint64(0, true)} (fixed64; as double ${view.getFloat64(0, true)})`;
  const readable = readableText(bytes, { isGuess: true });
  if (readable?.encoding === "UTF-8") return `${cut(JSON.stringify(readable.text))} (text, ${bytes.length} B)`;
  const hex = [...bytes.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `${hex}${bytes.length > 32 ? " …" : ""} (bytes, ${bytes.length} B)`;
}

function cut(text: string): string {
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS).toWellFormed()}…` : text;
}

/** The fields one by one, of bytes that `fieldNumbers` has found to be whole. */
function* wireFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (tag === undefined) return;
    const number = Math.floor(tag.value / 8);
    const wire = WIRES[tag.value % 8];
    const end = valueEnd(bytes, tag.end, tag.value % 8);
    if (wire === undefined || end === undefined) return;
    const from = wire === "bytes" ? (readVarint(bytes, tag.end)?.end ?? end) : tag.end;
    yield { number, wire, bytes: bytes.subarray(from, end) };
    at = end;
  }
}

/** Where a value ends that begins here; undefined when it does not fit, or is of a kind that nobody uses any more. */
function valueEnd(bytes: Uint8Array, from: number, wire: number): number | undefined {
  const length = wire === 2 ? readVarint(bytes, from) : undefined;
  const end =
    wire === 0
      ? readVarint(bytes, from)?.end
      : wire === 1
        ? from + 8
        : wire === 5
          ? from + 4
          : length && length.end + length.value;
  return end === undefined || end > bytes.length ? undefined : end;
}

/** Seven bits to a byte, ten bytes at most. As a number: exact up to 53 bits, which every tag and length is. */
function readVarint(bytes: Uint8Array, from: number): { value: number; end: number } | undefined {
  let value = 0;
  let weight = 1;
  for (let at = from; at < bytes.length && at < from + 10; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * weight;
    weight *= 128;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}

/** All 64 bits. */
function exactVarint(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 7n) | BigInt((bytes[at] ?? 0) & 0x7f);
  return BigInt.asUintN(64, value);
}
