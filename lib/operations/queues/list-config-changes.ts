import { listChanges } from "@/lib/db/config-changes";
import { onQueue } from "../on";
import { question } from "../operation";

export const listConfigChanges = question(
  "listConfigChanges",
  async (ctx, { id }) => ({
    items: (await listChanges(ctx.db, ctx.actor.scope, [id])).map(({ queueName: _, ...change }) => change),
  }),
  onQueue,
);
