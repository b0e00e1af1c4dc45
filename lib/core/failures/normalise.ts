import { cleanText } from "./normalise/clean-text";
import { collapsePlaceholders } from "./normalise/collapse";
import { canonicalJsonInside } from "./normalise/embedded-json";
import { replacePairs, replacePaths, replacePhrases } from "./normalise/phrases";
import { replaceQuoted } from "./normalise/quotes";
import { withoutFrames } from "./normalise/stack-frames";
import { replaceWords } from "./normalise/words";

/** Raise it with every change that gives an old text another result: fingerprints carry it. */
export const NORMALISER_VERSION = 2;

const MAX_NORMALISED_CHARACTERS = 800;
const MAX_LINES = 12;
const MAX_PASSES = 64;
const TYPE_NAME_ONLY = /^[\p{L}_][\p{L}\p{N}_.$]*(?:: null|: None|:)?$/u;

/**
 * The template of an error text: what differs from message to message (ids, numbers, times, hosts, paths, quoted
 * values, SQL literals, stack lines, order of JSON keys …) replaced by placeholders such as `<*>`, `<path>`, `<time>`;
 * what tells the failure apart kept. Knows punctuation, not a language. Idempotent, never throws, at most 800
 * characters; reads the first 24 and the last 8 KiB.
 */
export function normaliseError(text: string): string {
  let current = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = normaliseOnce(current);
    if (next === current) return next;
    current = next;
  }
  return current;
}

function normaliseOnce(text: string): string {
  const { text: message, where } = withoutFrames(canonicalJsonInside(cleanText(text)));
  const lines = new Set<string>();
  for (const line of message.split("\n")) {
    const normalised = normaliseLine(line);
    if (normalised !== "") lines.add(normalised);
    if (lines.size === MAX_LINES) break;
  }
  const [first = ""] = lines;
  const joined = lines.size < 2 ? first : collapsePlaceholders([...lines].join(" "));
  const named = where !== undefined && TYPE_NAME_ONLY.test(joined) ? `${joined} at ${normaliseLine(where)}` : joined;
  return cut(named);
}

function normaliseLine(line: string): string {
  const phrased = replacePaths(replacePhrases(line));
  const worded = replaceWords(replacePairs(replaceQuoted(phrased)));
  return collapsePlaceholders(worded.replace(/\s+/g, " ").trim());
}

function cut(text: string): string {
  if (text.length <= MAX_NORMALISED_CHARACTERS) return text.trim();
  const head = text.slice(0, MAX_NORMALISED_CHARACTERS);
  const lastSpace = head.lastIndexOf(" ");
  return (lastSpace > MAX_NORMALISED_CHARACTERS / 2 ? head.slice(0, lastSpace) : head).trim();
}
