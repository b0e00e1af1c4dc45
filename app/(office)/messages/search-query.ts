import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import type { InputOf } from "@/lib/contract";
import { parseQuery } from "@/lib/core/search/parse-query";
import { printQuery, type Query } from "@/lib/core/search/query";

export const SEARCH_VIEWS = ["present", "all"] as const;
export interface SearchChoice {
  readonly view: (typeof SEARCH_VIEWS)[number];
  readonly q: string;
}
const PAGE_ITEMS = 50;

export function searchChoice(parameters: Parameters): SearchChoice {
  return { view: choiceIn(parameters, "messages", SEARCH_VIEWS), q: parameters.get("q")?.trim() ?? "" };
}

/** The question behind the list. The scope of the top bar is a part of the filter, so that a plan freezes the same. */
export function searchInput({ view, q }: SearchChoice, scope: ScopeChoice): InputOf<"listFailedMessages"> {
  const whole = withScopeTerms(q, scope);
  return {
    limit: PAGE_ITEMS,
    ...(view === "present" ? { state: "present" as const } : {}),
    ...(whole ? { q: whole } : {}),
  };
}

export function withScopeTerms(q: string, { accountId, region }: ScopeChoice): string {
  const { query, problem } = parseQuery(q);
  if (problem) return q;
  const terms: Query = [
    ...query,
    ...(accountId
      ? [{ isNot: false, kind: "named" as const, field: "account" as const, value: accountId, isExact: true }]
      : []),
    ...(region
      ? [{ isNot: false, kind: "named" as const, field: "region" as const, value: region, isExact: true }]
      : []),
  ];
  return printQuery(terms);
}
