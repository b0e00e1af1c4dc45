import { NotFound } from "@/lib/core/errors";
import { getClass } from "@/lib/db/classes";
import { onClass } from "../on";
import { question } from "../operation";
import { showEvidence } from "./show-evidence";

export const getClassEvidence = question(
  "getClassEvidence",
  async (ctx, { id }) => {
    const found = await getClass(ctx.db, ctx.actor.scope, id);
    if (!found) throw new NotFound("failure class", id);
    return showEvidence(ctx, ctx.db, found);
  },
  onClass,
);
