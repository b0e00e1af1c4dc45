import { personOf } from "@/lib/core/actor";
import * as notices from "@/lib/db/notices";
import { command, question } from "../operation";

/** One's own notices, newest first, of runs that one may still see; a token's are those of its owner. */
export const listNotices = question("listNotices", async (ctx, input) => {
  const { scope } = ctx.actor;
  const personId = personOf(ctx.actor);
  const page = await notices.listNotices(ctx.db, scope, personId, input);
  return { ...page, unreadCount: await notices.countUnread(ctx.db, scope, personId) };
});

export const readNotices = command("readNotices", async (ctx, tx, { ids }) => {
  const { scope } = ctx.actor;
  const personId = personOf(ctx.actor);
  await notices.markRead(tx, scope, personId, ids);
  return { unreadCount: await notices.countUnread(tx, scope, personId) };
});
