import { listMessages } from "@/lib/db/messages";
import { question } from "../operation";

export const listFailedMessages = question("listFailedMessages", (ctx, input) =>
  listMessages(ctx.db, ctx.actor.scope, input),
);
