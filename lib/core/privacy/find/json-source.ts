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

/**
 * The JSON that begins here with answers of the sink in place of values and everything else byte for byte, and where it
 * ends: at its last bracket, at the end of a text that was cut, or where it is no JSON any more. Linear, never throws.
 */
export function rewriteJson(text: string, from: number, sink: Sink): Rewritten {
  const pieces: string[] = [];
  const frames: Frame[] = [];
  const keys: string[] = [];
  let copied = from;
  let at = from;
  const replace = (start: number, end: number, by: string | undefined) => {
    if (by === undefined) return;
    pieces.push(text.slice(copied, start), by);
    copied = end;
  };
  do {
    const start = frames.length === 0 ? at : afterBlanks(text, at);
    const sign = text[start];
    const frame = frames.at(-1);
    at = start + 1;
    if (sign === undefined) at = start;
    else if (sign === '"') {
      const token = stringAt(text, start);
      if (token === undefined) return { text: pieces.join("") + text.slice(copied, start), end: start };
      at = token.end;
      const mayBeName = frame?.isObject === true && frame.isNameNext;
      if (mayBeName && isNameEnd(text, at)) keys[keys.length - 1] = token.value;
      else if (!mayBeName || !token.isCut)
        replace(start, at, quoted(sink.text(token.value, keys, token.isCut), token.isCut));
      if (frame?.isObject) frame.isNameNext = !frame.isNameNext;
    } else if (sign === "{" || sign === "[") {
      const answer = sign === "{" ? sink.object(keys) : undefined;
      if (frame) frame.isNameNext = true;
      if (answer === undefined) frames.push({ isObject: sign === "{", isNameNext: true });
      else at = balancedEnd(text, start);
      if (answer === undefined && sign === "{") keys.push("");
      replace(start, at, quoted(answer, false));
    } else if (sign === "}" || sign === "]") {
      if (frames.pop()?.isObject) keys.pop();
    } else {
      const literal = literalAt(text, start);
      if (!NUMBER.test(literal) && !WORD.test(literal))
        return { text: pieces.join("") + text.slice(copied, start), end: start };
      at = start + literal.length;
      if (frame) frame.isNameNext = true;
      if (NUMBER.test(literal)) replace(start, at, quoted(sink.number(literal, keys), false));
    }
  } while (frames.length > 0 && at < text.length);
  return { text: pieces.join("") + text.slice(copied, at), end: at };
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

function quoted(text: string | undefined, isCut: boolean): string | undefined {
  if (text === undefined) return undefined;
  const json = JSON.stringify(text);
  return isCut ? json.slice(0, -1) : json;
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
