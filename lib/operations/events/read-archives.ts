import { NotFound } from "@/lib/core/errors";
import { findEventThing, listEventThings } from "@/lib/db/events-inventory";
import { onResource } from "../on";
import { question } from "../operation";
import { showArchives } from "./archive-view";
import { busArnOf } from "./bus-filter";
import { unreadPlaces } from "./unread-places";

/** Archives by name. */
export const listArchives = question("listArchives", async (ctx, input) => {
  const { scope } = ctx.actor;
  const busArn = await busArnOf(ctx.db, scope, input.busId);
  const page = await listEventThings(ctx.db, scope, "archive", { ...input, busArn });
  return {
    ...page,
    items: await showArchives(ctx.db, scope, page.items, ctx.now()),
    unreadPlaces: await unreadPlaces(ctx.db, scope, input),
  };
});

/** One archive. */
export const getArchive = question(
  "getArchive",
  async (ctx, { id }) => {
    const { scope } = ctx.actor;
    const archive = await findEventThing(ctx.db, scope, "archive", id);
    const [shown] = archive ? await showArchives(ctx.db, scope, [archive], ctx.now()) : [];
    if (!shown) throw new NotFound("archive", id);
    return shown;
  },
  onResource,
);
