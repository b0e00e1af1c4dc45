import { question } from "../operation";
import { requireReview } from "./on-review";
import { showReview } from "./show-review";

/** A review as it was frozen, out of what the asker may see. */
export const getReview = question("getReview", async (ctx, { id }) =>
  showReview(ctx.db, ctx.actor.scope, await requireReview(ctx.db, id)),
);
