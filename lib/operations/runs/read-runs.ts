import { inSnapshot } from "@/lib/db/connect";
import * as items from "@/lib/db/run-items";
import * as runs from "@/lib/db/runs";
import { onRun } from "../on";
import { question } from "../operation";
import { readRun, showRuns } from "./run-view";
import { untilRest } from "./until-rest";

export const listRuns = question("listRuns", async (ctx, input) => {
  const page = await runs.listRuns(ctx.db, ctx.actor.scope, input);
  return { ...page, items: await showRuns(ctx, ctx.db, page.items) };
});

/** Counters, stages and reasons of one moment: they add up while the run goes on. */
export const getRun = question(
  "getRun",
  (ctx, { id, waitSeconds }) => {
    const read = () => inSnapshot(ctx.db, (tx) => readRun(ctx, tx, id));
    return waitSeconds ? untilRest(read, waitSeconds) : read();
  },
  onRun,
);

export const listRunItems = question(
  "listRunItems",
  (ctx, { id, ...filter }) => items.listItems(ctx.db, ctx.actor.scope, id, filter),
  onRun,
);
