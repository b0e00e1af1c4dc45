import type { Scope } from "@/lib/core/access/scope";
import { headlineOf } from "@/lib/core/review/summarise";
import type { Sql } from "@/lib/db/connect";
import { readTallies } from "@/lib/db/review-tallies";
import { countReviewPipelines, listReviewRows, type ReviewRow, readTotals } from "@/lib/db/reviews";
import { question } from "../operation";
import type { PageOne } from "./page-one";
import { nextReviewAt, reviewTerms } from "./schedule";
import { unitOf } from "./show-review";

export const listReviews = question("listReviews", async (ctx, page) => {
  const { scope } = ctx.actor;
  const { items, ...rest } = await listReviewRows(ctx.db, page);
  const ids = items.map(({ id }) => id);
  const [headlines, counts, terms] = await Promise.all([
    readHeadlines(ctx.db, scope, items),
    countReviewPipelines(ctx.db, scope, ids),
    reviewTerms(ctx.db),
  ]);
  return {
    ...rest,
    items: items.map(({ unitOne: _, unitMany: __, sha256: ___, ...review }) => ({
      ...review,
      pipelineCount: counts.get(review.id)?.wholeCount ?? 0,
      headline: headlines.get(review.id) ?? "",
    })),
    nextAt: nextReviewAt(terms, ctx.now())?.toISOString() ?? null,
  };
});

/** As frozen for who sees everything; of what they may see for anybody else. */
async function readHeadlines(db: Sql, scope: Scope, reviews: readonly ReviewRow[]): Promise<Map<string, string>> {
  const ids = reviews.map(({ id }) => id);
  if (scope.kind === "all") {
    const totals = await readTotals<PageOne>(db, ids);
    return new Map([...totals].map(([id, { headline }]) => [id, headline]));
  }
  const tallies = await readTallies(db, scope, ids);
  return new Map(
    reviews.map((review) => {
      const seen = tallies.get(review.id) ?? new Map();
      return [review.id, headlineOf({ tallies: seen, unit: unitOf(review), sight: null })];
    }),
  );
}
