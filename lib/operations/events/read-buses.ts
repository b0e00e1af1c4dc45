import { NotFound } from "@/lib/core/errors";
import { findEventThing, listEventThings } from "@/lib/db/events-inventory";
import { onResource } from "../on";
import { question } from "../operation";
import { showBuses } from "./bus-view";
import { unreadPlaces } from "./unread-places";

/** Event buses by name. */
export const listBuses = question("listBuses", async (ctx, input) => {
  const { scope } = ctx.actor;
  const page = await listEventThings(ctx.db, scope, "bus", input);
  return {
    ...page,
    items: await showBuses(ctx.db, scope, page.items),
    unreadPlaces: await unreadPlaces(ctx.db, scope, input),
  };
});

/** One event bus. */
export const getBus = question(
  "getBus",
  async (ctx, { id }) => {
    const { scope } = ctx.actor;
    const bus = await findEventThing(ctx.db, scope, "bus", id);
    const [shown] = bus ? await showBuses(ctx.db, scope, [bus]) : [];
    if (!shown) throw new NotFound("event bus", id);
    return shown;
  },
  onResource,
);
