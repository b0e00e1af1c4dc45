import { invalidParameter } from "./errors";
import { parseJsonPattern } from "./json-pattern";

const LONGEST = 1024;
const TERM = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;

/**
 * What a filter pattern of CloudWatch Logs matches: terms and "phrases" that must all be there, `-` those that must not,
 * `?` those of which one is enough (passed over beside others), or a JSON pattern in braces. Throws
 * InvalidParameterException; patterns by fields (`[a, b]`) and regular expressions (`%…%`) are not simulated.
 */
export function parseFilterPattern(pattern = ""): (message: string) => boolean {
  if (pattern.length > LONGEST) throw invalidParameter(`filterPattern must have at most ${LONGEST} characters.`);
  const text = pattern.trim();
  if (text === "") return () => true;
  if (text.startsWith("{")) return parseJsonPattern(text);
  if (text.startsWith("[")) throw invalidParameter("Invalid filter pattern: patterns by fields are not simulated.");
  if (text.startsWith("%")) throw invalidParameter("Invalid filter pattern: regular expressions are not simulated.");
  const terms = termsOf(text);
  const [all, none, any] = ["", "-", "?"].map((sign) => terms.filter((term) => term.sign === sign));
  if (all?.length === 0 && none?.length === 0)
    return (message) => any?.some(({ word }) => message.includes(word)) ?? true;
  return (message) =>
    (all?.every(({ word }) => message.includes(word)) ?? true) && !none?.some(({ word }) => message.includes(word));
}

function termsOf(text: string): { sign: string; word: string }[] {
  const terms: { sign: string; word: string }[] = [];
  TERM.lastIndex = 0;
  let end = 0;
  while (end < text.length) {
    const found = TERM.exec(text);
    if (!found) throw invalidParameter(`Invalid filter pattern: ${text.slice(end, end + 80)}`);
    end = TERM.lastIndex;
    const [, sign = "", phrase, word] = found;
    if (word !== undefined && !/^[\p{L}\p{N}_]+$/u.test(word)) {
      throw invalidParameter(`Invalid character(s) in term '${word}'`);
    }
    terms.push({ sign, word: word ?? phrase?.replaceAll(/\\(.)/g, "$1") ?? "" });
  }
  return terms;
}
