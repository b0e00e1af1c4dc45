/** What the reader of JSON texts asks on its way; a text in answer is written instead of the value. */
export interface Sink {
  text(value: string, keys: readonly string[], isCut: boolean): string | undefined;
  number(source: string, keys: readonly string[]): string | undefined;
  /** Asked before an object is entered. */
  object(keys: readonly string[]): string | undefined;
}

export interface Rewritten {
  readonly text: string;
  readonly end: number;
}

/** Where a JSON object, a list of texts or objects, or either of them inside a JSON text may begin. */
export const JSON_START = /\{\s*"|\[\s*[{["]|"(?=\s*[{[]\s*(?:\\"|[{[]))/g;

const BLANK = /[\s,:]*/y;
const LITERAL = /[^\s,:{}[\]"]+/y;
const NUMBER = /^-?\d[\d.eE+-]*$/;
const WORD = /^(?:true|false|null|NaN)$/;
const HALF_ESCAPE = /\\(?:u[0-9a-fA-F]{0,3})?$/;

type Frame = { readonly isObject: boolean; isNameNext: boolean };

interface Reading {
  readonly text: string;
  readonly sink: Sink;
  readonly pieces: string[];
  readonly frames: Frame[];
  readonly keys: string[];
  copied: number;
}

/**
 * The JSON that begins here with answers of the sink in place of values and everything else byte for byte, and where it
 * ends: at its last bracket, at the end of a text that was cut, or where it is no JSON any more. Linear, never throws.
 */
export function rewriteJson(text: string, from: number, sink: Sink): Rewritten {
  const reading: Reading = { text, sink, pieces: [], frames: [], keys: [], copied: from };
  let at = from;
  do {
    const start = reading.frames.length === 0 ? at : afterBlanks(text, at);
    const next = start < text.length ? step(reading, start) : start;
    at = next ?? start;
    if (next === undefined) break;
  } while (reading.frames.length > 0 && at < text.length);
  return { text: reading.pieces.join("") + text.slice(reading.copied, at), end: at };
}

/** Reads one text, bracket or literal, and says where it ends; undefined where there is none. */
function step(reading: Reading, start: number): number | undefined {
  const sign = reading.text[start];
  if (sign === '"') return readText(reading, start);
  if (sign === "{" || sign === "[") return readOpening(reading, start, sign === "{");
  if (sign !== "}" && sign !== "]") return readLiteral(reading, start);
  if (reading.frames.pop()?.isObject) reading.keys.pop();
  return start + 1;
}

function readText(reading: Reading, start: number): number | undefined {
  const { text, sink, keys } = reading;
  const token = stringAt(text, start);
  if (token === undefined) return undefined;
  const { value, end, isCut } = token;
  const frame = reading.frames.at(-1);
  const mayBeName = frame?.isObject === true && frame.isNameNext;
  if (frame) frame.isNameNext = !frame.isNameNext;
  if (mayBeName && isNameEnd(text, end)) keys[keys.length - 1] = value;
  // What is cut may be the next name: it is no value of the last one.
  else replace(reading, start, end, sink.text(value, mayBeName && isCut ? [] : keys, isCut), isCut);
  return end;
}

function readOpening(reading: Reading, start: number, isObject: boolean): number {
  const { text, sink, keys, frames } = reading;
  const frame = frames.at(-1);
  if (frame) frame.isNameNext = true;
  const answer = isObject ? sink.object(keys) : undefined;
  if (answer !== undefined) {
    const end = balancedEnd(text, start);
    replace(reading, start, end, answer);
    return end;
  }
  frames.push({ isObject, isNameNext: true });
  if (isObject) keys.push("");
  return start + 1;
}

function readLiteral(reading: Reading, start: number): number | undefined {
  const literal = literalAt(reading.text, start);
  const isNumber = NUMBER.test(literal);
  if (!isNumber && !WORD.test(literal)) return undefined;
  const frame = reading.frames.at(-1);
  if (frame) frame.isNameNext = true;
  const end = start + literal.length;
  if (isNumber) replace(reading, start, end, reading.sink.number(literal, reading.keys));
  return end;
}

function replace(reading: Reading, start: number, end: number, by: string | undefined, isCut = false): void {
  if (by === undefined) return;
  const json = JSON.stringify(by);
  reading.pieces.push(reading.text.slice(reading.copied, start), isCut ? json.slice(0, -1) : json);
  reading.copied = end;
}

function afterBlanks(text: string, at: number): number {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(text)?.[0].length ?? 0);
}

function literalAt(text: string, at: number): string {
  LITERAL.lastIndex = at;
  return LITERAL.exec(text)?.[0] ?? "";
}

function isNameEnd(text: string, at: number): boolean {
  return /^\s{0,100}:/.test(text.slice(at, at + 101));
}

/** The text that begins at a quote; one without an end is cut; undefined when a line ends within it. */
function stringAt(text: string, start: number): { value: string; end: number; isCut: boolean } | undefined {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') {
    if (text[end] === "\n") return undefined;
    end += text[end] === "\\" ? 2 : 1;
  }
  if (end < text.length) return { value: decoded(text.slice(start + 1, end)), end: end + 1, isCut: false };
  const rest = text.slice(start + 1);
  const value = decoded(rest) === rest ? rest.replace(HALF_ESCAPE, "") : rest;
  return { value: decoded(value), end: text.length, isCut: true };
}

function decoded(raw: string): string {
  if (!raw.includes("\\")) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    // No JSON text after all: what was written is as good as its meaning.
    return raw;
  }
}

function balancedEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
    } else if (sign === "{" || sign === "[") depth++;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}
