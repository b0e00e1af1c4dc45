import type { Review } from "@/lib/contract/review-fields";
import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "@/lib/db/connect";
import { listFacts } from "@/lib/db/review-fact-list";
import { readTallies, readTeamTallies } from "@/lib/db/review-tallies";
import { countReviewPipelines, listReviewPipelines, type ReviewRow, readTotals } from "@/lib/db/reviews";
import { type PageOne, pageOneOf } from "./page-one";
import { showFacts } from "./show-facts";

const MOST_DECISIONS = 50;

/** A review as somebody with this scope may see it: what was frozen for who sees all, sums over their own rows for anybody else. */
export async function showReview(db: Sql, scope: Scope, review: ReviewRow): Promise<Review> {
  const { id } = review;
  const [pipelines, counts, decisions] = await Promise.all([
    listReviewPipelines(db, scope, id),
    countReviewPipelines(db, scope, [id]),
    listFacts(db, scope, { reviewId: id, kinds: ["decision"], limit: MOST_DECISIONS }),
  ]);
  const pageOne = await readPageOne(db, scope, review, pipelines);
  const shown = await showFacts(db, scope, id, decisions.items);
  const { number, week, zone, from, until, writtenAt, writtenBy, isPartial, sha256 } = review;
  return {
    ...{ id, number, week, zone, from, until, writtenAt, writtenBy, isPartial, sha256 },
    pipelineCount: pipelines.length,
    headline: pageOne.headline,
    numbers: pageOne.numbers.map((one) => ({ ...one, factKinds: [...one.factKinds], trend: [...one.trend] })),
    teams: [...pageOne.teams],
    decisions: shown.map(({ label, href, pipelineId }) => ({ label, href, pipelineId })),
    unownedCount: pageOne.unownedCount,
    totals: pageOne.totals,
    pipelines: pipelines.map((one, index) => ({ ...one, position: index + 1, whyTalk: [...one.whyTalk] })),
    leftOutCount: counts.get(id)?.leftOutCount ?? 0,
  };
}

async function readPageOne(
  db: Sql,
  scope: Scope,
  review: ReviewRow,
  pipelines: Awaited<ReturnType<typeof listReviewPipelines>>,
): Promise<PageOne> {
  const { id } = review;
  const frozen = scope.kind === "all" ? (await readTotals<PageOne>(db, [id])).get(id) : undefined;
  if (frozen) return frozen;
  const tallies = (await readTallies(db, scope, [id])).get(id) ?? new Map();
  return pageOneOf(db, scope, review, {
    summed: { tallies, unit: unitOf(review), sight: null },
    byTeam: await readTeamTallies(db, scope, id),
    pipelines,
  });
}

export function unitOf({ unitOne, unitMany }: ReviewRow): { readonly one: string; readonly many: string } {
  return { one: unitOne, many: unitMany };
}
