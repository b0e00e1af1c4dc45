import { EVERYTHING, type Scope } from "@/lib/core/access/scope";
import { NotFound } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { findAction } from "@/lib/db/review-actions";
import { findLatestReview, findReview, type ReviewRow } from "@/lib/db/reviews";
import type { Ctx } from "../context";
import { absent } from "../on";
import type { CheckedObject } from "../operation";

/** A review by its id, its week or as the latest. That there is one everybody knows; what it says differs by who reads it. */
export async function requireReview(db: Sql, asked: string): Promise<ReviewRow> {
  const found = await (asked === "latest"
    ? findLatestReview(db)
    : /^\d/.test(asked)
      ? findLatestReview(db, asked)
      : findReview(db, asked));
  if (!found) throw new NotFound("review", asked);
  return found;
}

/** An action item is about accounts: whoever may not see all of them does not see it. */
export const onReviewAction = async (ctx: Ctx, { id }: { id: string }): Promise<CheckedObject> => {
  if (!(await findAction(ctx.db, EVERYTHING, id))) throw await absent(ctx, "action item", id);
  const isWithin = async (scope: Scope) => (await findAction(ctx.db, scope, id)) !== undefined;
  return { noun: "action item", id, accountId: undefined, isWithin };
};
