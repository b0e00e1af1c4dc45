import type { ReviewFactView } from "@/lib/contract/review-fields";
import type { Scope } from "@/lib/core/access/scope";
import { type FactPlace, placeOfFact } from "@/lib/core/review/fact-place";
import { HIDDEN_DETAILS } from "@/lib/core/review/place";
import type { Sql } from "@/lib/db/connect";
import { type FactRow, listLiving } from "@/lib/db/review-fact-list";
import { namesOfReviewPipelines } from "@/lib/db/reviews";

/** Facts as they are shown, with the page of what each is about where there still is one. Of pipelines only those are named of which all may be seen. */
export async function showFacts(
  db: Sql,
  scope: Scope,
  reviewId: string,
  facts: readonly FactRow[],
): Promise<ReviewFactView[]> {
  const places = facts.map(placeOfFact);
  const living = facts.length === 0 ? new Set<string>() : await listLiving(db, idsByKind(places));
  return (await factsWithoutPlaces(db, scope, reviewId, facts)).map((fact, index) => ({
    ...fact,
    href: hrefOf(places[index], living),
  }));
}

/** The same for a file, which stays the same when what it speaks of is gone. */
export async function factsWithoutPlaces(
  db: Sql,
  scope: Scope,
  reviewId: string,
  facts: readonly FactRow[],
): Promise<Omit<ReviewFactView, "href">[]> {
  const ids = [...new Set(facts.flatMap(pipelineIdsOf))];
  const names = ids.length === 0 ? new Map<string, string>() : await namesOfReviewPipelines(db, scope, reviewId, ids);
  return facts.map((fact) => showFact(fact, names));
}

function showFact(fact: FactRow, names: ReadonlyMap<string, string>): Omit<ReviewFactView, "href"> {
  const { kind, label, at, value, region, owner, team, detail } = fact;
  const pipelineId = pipelineIdsOf(fact).find((id) => names.has(id)) ?? null;
  const shown = Object.entries(detail).filter(([key]) => !(HIDDEN_DETAILS as readonly string[]).includes(key));
  return {
    ...{ kind, label, at, value, region, owner, team, pipelineId },
    accountName: typeof detail.accountName === "string" ? detail.accountName : null,
    pipelineName: pipelineId === null ? null : (names.get(pipelineId) ?? null),
    detail: Object.fromEntries(shown),
  };
}

function pipelineIdsOf({ pipelineId, detail }: FactRow): string[] {
  const also = typeof detail.alsoPipelines === "string" ? detail.alsoPipelines.split(" ") : [];
  return pipelineId === null ? also : [pipelineId, ...also];
}

function idsByKind(places: readonly (FactPlace | null)[]) {
  const of = (kind: FactPlace["kind"]) =>
    places.flatMap((place) => (place?.kind === kind && place.id !== null ? [place.id] : []));
  return {
    ...{ class: of("class"), run: of("run"), alert: of("alert"), finding: of("finding"), pipeline: of("pipeline") },
    ...{ queue: of("queue"), plan: of("plan"), account: of("account") },
  };
}

function hrefOf(place: FactPlace | null | undefined, living: ReadonlySet<string>): string | null {
  if (!place || !living.has(`${place.kind} ${place.id}`)) return null;
  return place.href;
}
