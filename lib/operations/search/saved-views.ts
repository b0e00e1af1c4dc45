import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { listViews, putView, removeView, type SavedViewRow } from "@/lib/db/saved-views";
import type { Ctx } from "../context";
import { command, question } from "../operation";

/** The person, also when the request itself came with a token. */
const ownerOf = ({ actor }: Ctx) => actor.onBehalfOf ?? actor.id;

export const listSavedViews = question("listSavedViews", async (ctx, { place }) => {
  const found = await listViews(ctx.db, ownerOf(ctx), place);
  return { items: found.map((view) => show(ctx, view)) };
});

/** Repeating it changes nothing but the time. */
export const saveView = command("saveView", async (ctx, tx, input) => {
  const view = await putView(tx, {
    ...input,
    id: ctx.newId("savedView"),
    ownerId: ownerOf(ctx),
    ownerName: ctx.actor.name,
  });
  await appendAudit(tx, ctx, {
    action: "view.saved",
    objectKind: "saved-view",
    objectId: view.id,
    // A name and what is looked for may be somebody's data: the log tells which view, and not that.
    detail: { place: view.place, isShared: view.isShared },
  });
  return show(ctx, view);
});

export const removeSavedView = command("removeSavedView", async (ctx, tx, { id }) => {
  if (!(await removeView(tx, ownerOf(ctx), id))) throw new NotFound("saved view of yours", id);
  await appendAudit(tx, ctx, { action: "view.removed", objectKind: "saved-view", objectId: id, detail: {} });
  return { id };
});

function show(ctx: Ctx, { ownerId, ...view }: SavedViewRow) {
  return { ...view, isMine: ownerId === ownerOf(ctx) };
}
