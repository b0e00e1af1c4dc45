import { listClasses } from "@/lib/db/classes";
import { question } from "../operation";
import { showClass } from "./class-view";

export const listFailureClasses = question(
  "listFailureClasses",
  async (ctx, { isMine, groupBy, group: key, ...input }) => {
    const isNarrowed = [input.status, input.isAcknowledged, input.isSnoozed, input.isDismissed].some(
      (wanted) => wanted !== undefined,
    );
    const view = input.view ?? (isNarrowed ? "all" : "needs-action");
    const owner = isMine ? ctx.actor.name : input.owner;
    const group = groupBy === undefined || key === undefined ? undefined : { by: groupBy, key };
    const page = await listClasses(ctx.db, ctx.actor.scope, { ...input, view, owner, group });
    return { ...page, items: page.items.map((row) => showClass(row, ctx.now())) };
  },
);
