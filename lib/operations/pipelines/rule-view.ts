import type { OutputOf } from "@/lib/contract";
import type { Scope } from "@/lib/core/access/scope";
import { isByArn, matcherOf } from "@/lib/core/pipelines/assembly/match-rules";
import { matchWords } from "@/lib/core/pipelines/match-words";
import { listTargets } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import type { RuleRow } from "@/lib/db/pipeline-rules";
import { loadGraph } from "../inventory/load-graph";
import { visibleLines } from "../selecting/visible-lines";

export type RuleView = OutputOf<"addPipelineRule">;

/** Names of the connected accounts, by our id. */
export async function accountNames(db: Sql): Promise<Map<string, string>> {
  return new Map((await listTargets(db)).map(({ account }) => [account.id, account.name]));
}

/**
 * Rules with how many of the resources in the scope they are about now. One that names a resource or an account outside of the scope
 * is left out. Without rules nothing is read.
 */
export async function showRules(db: Sql, scope: Scope, found: readonly RuleRow[]): Promise<RuleView[]> {
  if (found.length === 0) return [];
  const graph = await loadGraph(db, scope);
  const arnsOf = matcherOf(graph, await accountNames(db));
  const lines = await visibleLines(db, scope);
  return found.flatMap(({ id, kind, match, createdAt, createdBy }) => {
    const matchCount = arnsOf(match).length;
    const isTold = isByArn(match) ? scope.kind === "all" || matchCount > 0 : lines([match]).length > 0;
    return isTold ? [{ id, kind, match, matchWords: matchWords(match), matchCount, createdAt, createdBy }] : [];
  });
}
