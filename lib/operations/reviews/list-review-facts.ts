import { Invalid } from "@/lib/core/errors";
import { FACT_KINDS, type FactKind } from "@/lib/core/review/fact";
import { listFacts } from "@/lib/db/review-fact-list";
import { question } from "../operation";
import { requireReview } from "./on-review";
import { showFacts } from "./show-facts";

/** The list behind a number: what of it lies in the asker's scope. */
export const listReviewFacts = question("listReviewFacts", async (ctx, { id, kind, kinds, ...rest }) => {
  const { scope } = ctx.actor;
  await requireReview(ctx.db, id);
  const wanted = [...(kind ? [kind] : []), ...(kinds ? kindsIn(kinds) : [])];
  const filter = { ...rest, reviewId: id, kinds: wanted.length === 0 ? null : wanted };
  const { items, ...page } = await listFacts(ctx.db, scope, filter);
  return { ...page, items: await showFacts(ctx.db, scope, id, items) };
});

function kindsIn(text: string): FactKind[] {
  return text.split(",").map((part) => {
    const kind = FACT_KINDS.find((one) => one === part.trim());
    if (kind) return kind;
    throw new Invalid("There is no such kind of fact.", [
      { field: "kinds", message: `must be some of ${FACT_KINDS.join(", ")}` },
    ]);
  });
}
