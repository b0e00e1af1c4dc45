import { whyUnassigned } from "@/lib/core/pipelines/why-unassigned";
import * as unassigned from "@/lib/db/unassigned";
import { hrefOf } from "../inventory/list-changes";
import { question } from "../operation";

/** Resources of no pipeline with the reason: those that could be part of one first. */
export const listUnassigned = question("listUnassigned", async (ctx, input) => {
  const page = await unassigned.listUnassigned(ctx.db, ctx.actor.scope, input);
  const items = page.items.map(({ id, isManaged, rank: _, ...row }) => ({
    ...row,
    href: hrefOf({ id, kind: row.kind }),
    reason: whyUnassigned(row.kind, isManaged),
  }));
  return { ...page, items };
});
