import { NotFound } from "@/lib/core/errors";
import { getMessage } from "@/lib/db/messages";
import { onMessage } from "../on";
import { question } from "../operation";

export const getFailedMessage = question(
  "getFailedMessage",
  async (ctx, { id }) => {
    const message = await getMessage(ctx.db, ctx.actor.scope, id);
    if (!message) throw new NotFound("message", id);
    return message;
  },
  onMessage,
);
