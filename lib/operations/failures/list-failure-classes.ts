import { listClasses } from "@/lib/db/classes";
import { question } from "../operation";
import { showClass } from "./class-view";

export const listFailureClasses = question("listFailureClasses", async (ctx, input) => {
  const page = await listClasses(ctx.db, ctx.actor.scope, input);
  return { ...page, items: page.items.map((row) => showClass(row, ctx.now())) };
});
