import { intersectionOf } from "@/lib/core/access/scope";
import { holds, scopeOf } from "@/lib/core/actor";
import { Conflict, Forbidden, NotFound } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { getEditSet, selectEdited } from "@/lib/db/edits";
import type { Ctx } from "../context";
import type { Selected } from "../plans/selected";

/** The messages of an edit that are still in their queue as they were, each with its copy. Only who may edit plans with them. */
export async function chooseEdited(ctx: Ctx, db: Sql, editSetId: string): Promise<Selected[]> {
  if (!holds(ctx.actor, "messages.edit"))
    throw new Forbidden("forbidden", "You may not send an edited body instead of the original.", {
      capability: "messages.edit",
    });
  const scope = intersectionOf(ctx.actor.scope, scopeOf(ctx.actor, "messages.edit"));
  if (!(await getEditSet(db, scope, editSetId))) throw new NotFound("edit", editSetId);
  const found = await selectEdited(db, scope, editSetId);
  if (found.length === 0)
    throw new Conflict(
      "plan-not-applicable",
      "None of these messages is in its queue any more as it was when it was edited.",
      { editSetId },
    );
  return found.map(({ editedAttributeCount: attributeCount, ...message }) => ({
    ...message,
    attributeCount,
    messageRowId: message.id,
    vaultItemId: null,
  }));
}
