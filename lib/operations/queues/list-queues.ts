import * as queues from "@/lib/db/queues";
import { question } from "../operation";
import { showQueue } from "./queue-view";

export const listQueues = question("listQueues", async (ctx, input) => {
  const page = await queues.listQueues(ctx.db, ctx.actor.scope, input);
  return { ...page, items: page.items.map((row) => showQueue(row, ctx.now())) };
});
