import { appendAudit } from "@/lib/db/audit";
import { command } from "../operation";
import { readOwnCost } from "./get-own-cost";
import { lockCostSettings, saveCostSettings } from "./slowdown";

/** Keeps what people say about hosting and the ceiling. The worker takes a new ceiling up within a minute. */
export const putCostSettings = command("putCostSettings", async (ctx, tx, settings) => {
  const before = await lockCostSettings(tx);
  await saveCostSettings(tx, settings, ctx.actor.id);
  await appendAudit(tx, ctx, {
    action: "costs.settings-changed",
    objectKind: "costs",
    detail: { before, after: settings },
  });
  return readOwnCost(ctx, tx);
});
