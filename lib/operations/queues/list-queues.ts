import * as queues from "@/lib/db/queues";
import { question } from "../operation";
import { showQueues } from "./queue-view";

export const listQueues = question("listQueues", async (ctx, input) => {
  const page = await queues.listQueues(ctx.db, ctx.actor.scope, input);
  return { ...page, items: await showQueues(ctx.db, page.items, ctx.now()) };
});
