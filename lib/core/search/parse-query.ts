import type { PathRoot } from "./fields";
import { endOfName, FIELD_NAMES, type Field, fieldOf, isBlank, pathOf } from "./fields";
import { EXAMPLE, readAmount } from "./measure";
import { nearest } from "./nearest";
import type { Query, Sign, Term } from "./query";

export const MAX_QUERY_CHARS = 1_000;
const MAX_TERMS = 30;

/** What is wrong with a filter, at which character (the first is 1), and how to mend it. */
export interface FilterProblem {
  readonly column: number;
  readonly message: string;
}
type Read<T> =
  | ({ readonly problem?: undefined } & T)
  | ({ readonly problem: FilterProblem } & { readonly [K in keyof T]?: undefined });
type Signs = readonly string[];

/**
 * A filter as it is typed: words and "quoted phrases" that must occur, `field:value`, `field>amount`, each with `-` in
 * front for the opposite; all must hold. Never throws, and takes time in proportion to the text.
 */
export function parseQuery(text: string): Read<{ query: Query }> {
  if (text.length > MAX_QUERY_CHARS) return wrong(MAX_QUERY_CHARS, "a filter has at most 1,000 characters");
  const signs = Array.from(text);
  const unreadable = signs.findIndex((sign) => sign === "\u0000" || !sign.isWellFormed());
  if (unreadable >= 0) return wrong(unreadable, "no text can hold this character; take it out");
  const terms: Term[] = [];
  let at = afterBlanks(signs, 0);
  while (at < signs.length) {
    if (terms.length === MAX_TERMS) return wrong(at, `a filter has at most ${MAX_TERMS} terms; take one out`);
    const read = readTerm(signs, at);
    if (read.problem) return read;
    terms.push(read.term);
    at = afterBlanks(signs, read.end);
  }
  return { query: terms };
}

function readTerm(signs: Signs, at: number): Read<{ term: Term; end: number }> {
  const isNot = signs[at] === "-";
  const start = isNot ? at + 1 : at;
  if (start >= signs.length || isBlank(signs[start]))
    return wrong(at, 'nothing follows the -; to look for a hyphen write "-"');
  const nameEnd = endOfName(signs, start);
  if (nameEnd > start) return readFieldTerm(signs, start, nameEnd, isNot);
  const word = readWord(signs, start);
  if (word.problem) return word;
  if (word.text === "") return wrong(start, "nothing is between the quotes");
  return { term: { isNot, kind: "text", text: word.text }, end: word.end };
}

function readFieldTerm(
  signs: Signs,
  start: number,
  nameEnd: number,
  isNot: boolean,
): Read<{ term: Term; end: number }> {
  const name = signs.slice(start, nameEnd).join("");
  const place = pathOf(name);
  const field = fieldOf(name);
  if (!field && !place) return wrong(start, unknownField(name));
  const sign = (signs[nameEnd] ?? "") + (signs[nameEnd] !== ":" && signs[nameEnd + 1] === "=" ? "=" : "");
  const word = readWord(signs, nameEnd + sign.length);
  if (word.problem) return word;
  const made = place ? pathTerm(place, sign, word) : field ? termOf(field, sign, word) : "";
  const isAboutName = word.text === "" || made === (place && pathProblem(place));
  if (typeof made === "string") return wrong(isAboutName ? start : nameEnd + sign.length, made);
  return { term: { isNot, ...made }, end: word.end };
}

type Made = Term extends infer T ? (T extends Term ? Omit<T, "isNot"> : never) : never;

/** The condition, or what to write instead. */
function termOf(field: Field, sign: string, { text, isQuoted }: Word): Made | string {
  if (field.kind === "measured") {
    if (!isSign(sign)) return `compare ${field.name} with < or >, such as ${EXAMPLE[field.name]}`;
    const amount = readAmount(field.name, text);
    return typeof amount === "string" ? amount : { kind: "measured", field: field.name, sign, amount, given: text };
  }
  if (sign !== ":") return `${field.name} takes a colon: ${field.name}:value`;
  if (text === "") return `${field.name}: needs a value right after the colon`;
  if (field.kind === "named") return { kind: "named", field: field.name, value: text, isExact: isQuoted };
  const value = field.choices.find((choice) => choice === text.toLowerCase());
  return value ? { kind: "choice", field: field.name, value } : unknownChoice(field.name, text, field.choices);
}

const NUMBER = /^-?\d{1,30}(?:\.\d{1,30})?$/;

function pathTerm({ root, path }: { root: PathRoot; path: string[] }, sign: string, word: Word): Made | string {
  const { text, isQuoted } = word;
  const problem = pathProblem({ root, path });
  if (problem) return problem;
  const name = [root, ...path].join(".");
  if (text === "" && !isQuoted) return `${name}${sign} needs a value right after it`;
  if (sign !== ":" && sign !== "=" && !isSign(sign)) return `compare ${name} with : = < or >`;
  if (isSign(sign) && !NUMBER.test(text)) return `${name}${sign} takes a number, such as ${name}${sign}100`;
  return { kind: "path", root, path, sign, value: text, isQuoted };
}

function pathProblem({ root, path }: { root: PathRoot; path: string[] }): string | undefined {
  if (path.length > 0 && path.every((name) => name !== "")) return undefined;
  return `name the field after ${root}., such as ${root === "body" ? "body.customer.id=42" : "attr.tenant:eu"}`;
}

function isSign(sign: string): sign is Sign {
  return sign === "<" || sign === "<=" || sign === ">" || sign === ">=";
}

type Word = { readonly text: string; readonly end: number; readonly isQuoted: boolean };

/** What stands between quotes, or up to the next blank. */
function readWord(signs: Signs, start: number): Read<Word> {
  if (signs[start] === '"') return readQuoted(signs, start);
  let end = start;
  while (end < signs.length && !isBlank(signs[end])) end += 1;
  return { text: signs.slice(start, end).join(""), end, isQuoted: false };
}

function readQuoted(signs: Signs, start: number): Read<Word> {
  const text: string[] = [];
  for (let at = start + 1; at < signs.length; at += 1) {
    const next = signs[at + 1];
    if (signs[at] === '"') {
      if (next !== undefined && !isBlank(next)) return wrong(at + 1, "leave a space after the closing quote");
      return { text: text.join(""), end: at + 1, isQuoted: true };
    }
    if (signs[at] === "\\" && (next === '"' || next === "\\")) at += 1;
    text.push(signs[at] ?? "");
  }
  return wrong(start, 'this quote is not closed; write " at the end of the phrase, or \\" for a quote inside it');
}

function unknownField(name: string): string {
  const meant = nearest(name, FIELD_NAMES);
  const fix = meant ? `did you mean ${meant}?` : "to look for text with such a sign put it in quotes";
  return `unknown field ${shown(name)}; ${fix}`;
}

function unknownChoice(field: string, value: string, choices: readonly string[]): string {
  const meant = nearest(value, choices);
  const fix = meant ? `did you mean ${meant}?` : `it is one of ${choices.join(", ")}`;
  return `unknown ${field} ${shown(value)}; ${fix}`;
}

function shown(text: string): string {
  const signs = Array.from(text);
  return signs.length > 40 ? `${signs.slice(0, 40).join("")}…` : text;
}

function afterBlanks(signs: Signs, start: number): number {
  let at = start;
  while (isBlank(signs[at])) at += 1;
  return at;
}

function wrong(index: number, message: string): { problem: FilterProblem } {
  return { problem: { column: index + 1, message } };
}
