import { listMessages } from "@/lib/db/messages";
import { withinPatience } from "@/lib/db/patience";
import { question } from "../operation";
import { readSearch } from "../privacy/read-search";

export const listFailedMessages = question("listFailedMessages", async (ctx, { q, ...filter }) => {
  const { query, scope } = await readSearch(ctx, q);
  const list = (db: Parameters<typeof listMessages>[0]) => listMessages(db, scope, { ...filter, query });
  return query.length === 0 ? list(ctx.db) : withinPatience(ctx.db, list);
});
