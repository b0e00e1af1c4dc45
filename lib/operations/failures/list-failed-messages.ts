import { listMessages } from "@/lib/db/messages";
import { question } from "../operation";
import { readFilter } from "./read-filter";

export const listFailedMessages = question("listFailedMessages", (ctx, { q, ...filter }) =>
  listMessages(ctx.db, ctx.actor.scope, { ...filter, query: readFilter(ctx.actor, q) }),
);
