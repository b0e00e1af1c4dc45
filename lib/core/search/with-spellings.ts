import type { Query, Term } from "./query";

/** Values of which parts are compared have no other spelling: only whole ones are kept under a token. */
const GLOB = /[*?]/;

/** The query that finds what it named also where it is kept under another spelling. Nothing else is found by it. */
export function withSpellings(query: Query, spellingsOf: (value: string) => readonly string[]): Query {
  return query.map((term) => {
    const value = wantedIn(term);
    const spellings = value === undefined ? [] : spellingsOf(value);
    return spellings.length === 0 ? term : { ...term, spellings };
  });
}

function wantedIn(term: Term): string | undefined {
  if (term.kind === "text") return term.text;
  if (term.kind === "named" && (term.field === "error" || term.field === "group"))
    return !term.isExact && GLOB.test(term.value) ? undefined : term.value;
  if (term.kind !== "path" || (term.sign !== ":" && term.sign !== "=")) return undefined;
  return term.sign === ":" && !term.isQuoted && GLOB.test(term.value) ? undefined : term.value;
}
