import * as coverage from "@/lib/db/coverage";
import { onFinding } from "../on";
import { question } from "../operation";
import { readFinding, showFinding } from "./finding-view";

export const listFindings = question("listFindings", async (ctx, input) => {
  const page = await coverage.listFindings(ctx.db, ctx.actor.scope, input);
  return { ...page, items: page.items.map((row) => showFinding(row, ctx.actor.scope)) };
});

export const getFinding = question("getFinding", (ctx, { id }) => readFinding(ctx, ctx.db, id), onFinding);
