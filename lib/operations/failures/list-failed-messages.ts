import { listMessages } from "@/lib/db/messages";
import { withinPatience } from "@/lib/db/patience";
import { question } from "../operation";
import { readFilter } from "./read-filter";

export const listFailedMessages = question("listFailedMessages", (ctx, { q, ...filter }) => {
  const query = readFilter(ctx.actor, q);
  const list = (db: Parameters<typeof listMessages>[0]) => listMessages(db, ctx.actor.scope, { ...filter, query });
  return query.length === 0 ? list(ctx.db) : withinPatience(ctx.db, list);
});
