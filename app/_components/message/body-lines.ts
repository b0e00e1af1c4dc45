import { createScanner } from "jsonc-parser";

export type TokenKind = "key" | "string" | "number" | "literal" | "punctuation" | "text";
export type LineToken = { text: string; kind: TokenKind };
/** One line to draw. A token longer than a line is cut into several; joined they are the token, unchanged. */
export type BodyLine = { indent: number; tokens: LineToken[] };

const MAX_LINE_LENGTH = 4096;

/** Whether the text is one JSON value. Only asks; the value is thrown away because numbers would lose digits. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not JSON is an answer, not an error.
    return false;
  }
}

/** The text line by line, exactly as it is. Lazy: only what is asked for is cut. */
export function* rawLines(text: string): Generator<BodyLine> {
  let from = 0;
  while (from <= text.length) {
    const newline = text.indexOf("\n", from);
    const to = newline === -1 ? text.length : newline;
    yield* cutLine({ indent: 0, tokens: [{ text: text.slice(from, to), kind: "text" }] });
    if (newline === -1) return;
    from = newline + 1;
  }
}

/**
 * JSON with one member per line. Works on the source text, so big numbers, escapes, duplicate keys and the order stay
 * as they were sent. Lazy, and never fails: what is not JSON comes out as text.
 */
export function* prettyLines(text: string): Generator<BodyLine> {
  let depth = 0;
  let line: BodyLine = { indent: 0, tokens: [] };
  const tokens = tokensOf(text);
  let token = tokens.next();
  while (!token.done) {
    const current = token.value;
    token = tokens.next();
    const next = token.done ? undefined : token.value.text;
    const isOpening = current.text === "{" || current.text === "[";
    const isClosing = current.text === "}" || current.text === "]";
    if (isClosing && !isOpeningOf(line.tokens.at(-1)?.text, current.text)) {
      if (line.tokens.length > 0) yield* cutLine(line);
      depth = Math.max(0, depth - 1);
      line = { indent: depth, tokens: [] };
    }
    line.tokens.push(current.kind === "string" && next === ":" ? { ...current, kind: "key" } : current);
    if (current.text === ":") line.tokens.push({ text: " ", kind: "punctuation" });
    const isEmptyPair = isOpening && next !== undefined && isOpeningOf(current.text, next);
    if (isOpening && !isEmptyPair) depth += 1;
    if ((isOpening && !isEmptyPair) || current.text === ",") {
      yield* cutLine(line);
      line = { indent: depth, tokens: [] };
    }
  }
  if (line.tokens.length > 0) yield* cutLine(line);
}

function isOpeningOf(opening: string | undefined, closing: string): boolean {
  return (opening === "{" && closing === "}") || (opening === "[" && closing === "]");
}

function* tokensOf(text: string): Generator<LineToken> {
  const scanner = createScanner(text, true);
  while (true) {
    scanner.scan();
    const length = scanner.getTokenLength();
    if (length === 0) return;
    const from = scanner.getTokenOffset();
    const source = text.slice(from, from + length);
    yield { text: source, kind: kindOf(source) };
  }
}

function kindOf(source: string): TokenKind {
  if (source.startsWith('"')) return "string";
  if (/^[{}[\],:]$/.test(source)) return "punctuation";
  if (/^-?\d/.test(source)) return "number";
  return source === "true" || source === "false" || source === "null" ? "literal" : "text";
}

function* cutLine(line: BodyLine): Generator<BodyLine> {
  let tokens: LineToken[] = [];
  let length = 0;
  for (const token of line.tokens) {
    for (let from = 0; from === 0 || from < token.text.length; ) {
      const to = cutAt(token.text, from, MAX_LINE_LENGTH - length);
      tokens.push({ ...token, text: token.text.slice(from, to) });
      length += to - from;
      from = to;
      if (length >= MAX_LINE_LENGTH) {
        yield { indent: line.indent, tokens };
        tokens = [];
        length = 0;
      }
      if (token.text.length === 0) break;
    }
  }
  if (tokens.length > 0) yield { indent: line.indent, tokens };
}

/** Never between the two halves of a surrogate pair. */
function cutAt(text: string, from: number, room: number): number {
  const to = Math.min(text.length, from + Math.max(1, room));
  const last = text.charCodeAt(to - 1);
  return to < text.length && last >= 0xd800 && last <= 0xdbff ? to + 1 : to;
}
