import { unreadableDestination } from "@/lib/core/failures/unrecorded/unreadable-destination";
import { listOtherDestinations } from "@/lib/db/unreadable-destinations";
import { question } from "../operation";

/** Where failures go that nobody can read from here, from the inventory. */
export const listUnreadableDestinations = question("listUnreadableDestinations", async (ctx, filter) => {
  const found = await listOtherDestinations(ctx.db, ctx.actor.scope, filter);
  return { ...found, items: found.items.map((row) => ({ ...row, ...unreadableDestination(row, row.destinationArn) })) };
});
