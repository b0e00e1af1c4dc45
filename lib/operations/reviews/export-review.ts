import type { Review, ReviewFactView } from "@/lib/contract/review-fields";
import { factsCsv } from "@/lib/core/review/csv";
import { reviewMarkdown } from "@/lib/core/review/markdown";
import type { Unit } from "@/lib/core/review/review";
import { listAllFacts } from "@/lib/db/review-fact-list";
import { question } from "../operation";
import { requireReview } from "./on-review";
import { factsWithoutPlaces } from "./show-facts";
import { showReview, unitOf } from "./show-review";

interface Exported {
  readonly review: Review;
  readonly facts: readonly Omit<ReviewFactView, "href">[];
  readonly unit: Unit;
}
const FORMATS = {
  markdown: { ending: "md", contentType: "text/markdown; charset=utf-8", write: asMarkdown },
  csv: { ending: "csv", contentType: "text/csv; charset=utf-8", write: ({ facts }: Exported) => factsCsv(facts) },
  json: { ending: "json", contentType: "application/json", write: asJson },
} as const;

/** A review as a file: what was frozen and nothing else, so the same bytes for ever to the same rights. */
export const exportReview = question("exportReview", async (ctx, { id, format }) => {
  const { scope } = ctx.actor;
  const row = await requireReview(ctx.db, id);
  const shown = await showReview(ctx.db, scope, row);
  const review = { ...shown, decisions: shown.decisions.map((one) => ({ ...one, href: null })) };
  const facts =
    format === "markdown" ? [] : await factsWithoutPlaces(ctx.db, scope, id, await listAllFacts(ctx.db, scope, id));
  const { ending, contentType, write } = FORMATS[format];
  const partial = review.isPartial ? `-partial-${review.number}` : "";
  return {
    fileName: `dlo-review-${review.week}${partial}.${ending}`,
    contentType,
    text: write({ review, facts, unit: unitOf(row) }),
  };
});

function asMarkdown({ review, unit }: Exported): string {
  return reviewMarkdown(review, unit);
}

function asJson({ review, facts }: Exported): string {
  return `${JSON.stringify({ review, facts }, null, 2)}\n`;
}
