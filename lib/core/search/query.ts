import { beginsLikeField, type ChoiceField, isBlank, type MeasureField, type NameField, type PathRoot } from "./fields";

export type Sign = "<" | "<=" | ">" | ">=";

/**
 * One condition of a filter. `named` is a glob (`*` any text, `?` one character) unless it is exact; of an error it is a part. `amount` is in
 * seconds, bytes or receives; `given` is the amount as it was written. `path` looks into body or attributes: with `=` or
 * quotes for exactly this value, with `:` for a glob, else for a number. `spellings` are others under which the value is
 * kept: masked, with a token in its place.
 */
export type Term = { readonly isNot: boolean; readonly spellings?: readonly string[] } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly field: ChoiceField; readonly value: string }
  | { readonly kind: "named"; readonly field: NameField; readonly value: string; readonly isExact: boolean }
  | {
      readonly kind: "measured";
      readonly field: MeasureField;
      readonly sign: Sign;
      readonly amount: number;
      readonly given: string;
    }
  | {
      readonly kind: "path";
      readonly root: PathRoot;
      readonly path: readonly string[];
      readonly sign: ":" | "=" | Sign;
      readonly value: string;
      readonly isQuoted: boolean;
    }
);

/** What a message must be to be found: all of the terms at once; none finds everything. */
export type Query = readonly Term[];

/** Whether it looks into what was written in messages, which not everybody who sees counts may read. */
export function looksIntoMessages(query: Query): boolean {
  return query.some(
    (term) => term.kind === "text" || term.kind === "path" || (term.kind === "named" && term.field === "error"),
  );
}

/** The query as text that reads as the same query, and is never longer than what it was read from. */
export function printQuery(query: Query): string {
  return query.map((term) => (term.isNot ? "-" : "") + printTerm(term)).join(" ");
}

function printTerm(term: Term): string {
  if (term.kind === "text") return needsQuotes(term) ? quoted(term.text) : term.text;
  if (term.kind === "measured") return term.field + term.sign + term.given;
  if (term.kind === "path")
    return [term.root, ...term.path].join(".") + term.sign + (term.isQuoted ? quoted(term.value) : term.value);
  if (term.kind === "named" && term.isExact) return `${term.field}:${quoted(term.value)}`;
  return `${term.field}:${term.value}`;
}

function needsQuotes({ text, isNot }: { text: string; isNot: boolean }): boolean {
  const signs = Array.from(text);
  return text.startsWith('"') || (text.startsWith("-") && !isNot) || signs.some(isBlank) || beginsLikeField(signs);
}

/** A backslash is doubled only where it would otherwise escape what follows. */
function quoted(text: string): string {
  return `"${text.replace(/"|\\(?=[\\"]|$)/g, "\\$&")}"`;
}
