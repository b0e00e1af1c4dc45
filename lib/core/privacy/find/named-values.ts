import { canonical } from "../canonical";
import type { FieldRules } from "../field-rules";
import type { Span } from "./span";

const BARE = /[^\s,;&|(){}[\]"'<>\\]+/uy;
const EMPTY = /^(?:null|undefined|none|nil|true|false)$/i;
const MOST_VALUE = 65_536;

/** An expression for `name: value`, `"name":"value"`, `name=value`, `<name>value<`, at any depth of backslashes. */
export function namedValueExpression(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const any = names.map((name) => name.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&")).join("|");
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}_-])(?:(\\{0,16}["']?)(${any})\1\s{0,4}(?::|=>?)\s{0,4}|<(${any})>)(\\{0,16}["'])?`,
    "giu",
  );
}

/** The values behind the names of fields in a text that is no JSON, or only a piece of it. */
export function findNamedValues(text: string, expression: RegExp, rules: FieldRules): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(expression)) {
    const [whole, , name, tag, quote] = match;
    const rule = rules.named(name ?? tag ?? "");
    const start = match.index + whole.length;
    if (rule === undefined || start < (found.at(-1)?.end ?? 0)) continue;
    const end = quote === undefined ? bareEnd(text, start) : quotedEnd(text, start, quote);
    const value = text.slice(start, end);
    if (value === "" || EMPTY.test(value)) continue;
    found.push({ start, end, rule, value: canonical(rule, value) });
  }
  return found;
}

function quotedEnd(text: string, start: number, quote: string): number {
  const limit = Math.min(text.length, start + MOST_VALUE);
  let at = start;
  while (at < limit && text[at] !== "\n" && !text.startsWith(quote, at)) at++;
  return at;
}

/** Up to the next blank or sign, and a list or an object as a whole. */
function bareEnd(text: string, start: number): number {
  if (/[{[]/.test(text[start] ?? "")) return balancedEnd(text, start);
  BARE.lastIndex = start;
  return start + (BARE.exec(text)?.[0].length ?? 0);
}

function balancedEnd(text: string, start: number): number {
  let depth = 0;
  const limit = Math.min(text.length, start + MOST_VALUE);
  for (let at = start; at < limit; at++) {
    const sign = text[at] ?? "";
    if (sign === "{" || sign === "[") depth++;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return limit;
}
