import { intersectionOf, type Scope } from "@/lib/core/access/scope";
import { type Actor, may, scopeOf } from "@/lib/core/actor";
import { Forbidden, Invalid } from "@/lib/core/errors";
import { parseQuery } from "@/lib/core/search/parse-query";
import { looksIntoMessages, type Query } from "@/lib/core/search/query";

/** The filter that somebody typed. Free text looks into bodies, so it needs the right to read them. */
export function readFilter(actor: Actor, text: string | undefined, field = "q"): Query {
  const { query, problem } = parseQuery(text ?? "");
  if (problem)
    throw new Invalid("The filter cannot be read.", [
      { field, message: `column ${problem.column}: ${problem.message}` },
    ]);
  if (looksIntoMessages(query) && !may(actor, "bodies.read"))
    throw new Forbidden(
      "forbidden",
      "Text, error:, body. and attr. are looked for in error texts and bodies, which your role may not read. Use fields, such as cause:timeout.",
    );
  return query;
}

/** Where a filter may look: what it looks for inside messages, only where their bodies may be read. */
export function scopeOfFilter(actor: Actor, query: Query): Scope {
  return looksIntoMessages(query) ? intersectionOf(actor.scope, scopeOf(actor, "bodies.read")) : actor.scope;
}
