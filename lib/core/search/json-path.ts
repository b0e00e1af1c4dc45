import type { Term } from "./query";

type PathTerm = Extract<Term, { kind: "path" }>;

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Postgres takes `007` for no number. */
const LEADING_ZEROS = /^(-?)0+(?=\d)/;
const WORDS = new Set(["true", "false", "null"]);

/**
 * The condition as SQL/JSON path text, in lax mode: a list on the way is searched item by item. A value is found as text
 * and, where it reads as one, as number or word too; `*` and `?` in a glob are the only signs with a meaning.
 */
export function jsonPath(term: PathTerm): string {
  const place = `$${term.path.map((name) => `.${JSON.stringify(name)}`).join("")}`;
  return `${place} ? (${conditionOf(term)})`;
}

function conditionOf(term: PathTerm): string {
  const others = (term.spellings ?? []).map((text) => `@ == ${JSON.stringify(text)}`);
  return [valueCondition(term), ...others].join(" || ");
}

function valueCondition({ sign, value, isQuoted }: PathTerm): string {
  if (sign !== ":" && sign !== "=") return `@ ${sign} ${value.replace(LEADING_ZEROS, "$1")}`;
  if (sign === ":" && !isQuoted && /[*?]/.test(value))
    return value === "*" ? "@ != null || @ == null" : `@ like_regex ${JSON.stringify(globPattern(value))} flag "is"`;
  const same = [`@ == ${JSON.stringify(value)}`];
  if (!isQuoted && (JSON_NUMBER.test(value) || WORDS.has(value))) same.push(`@ == ${value}`);
  return same.join(" || ");
}

function globPattern(glob: string): string {
  const pattern = glob
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return `^${pattern}$`;
}
