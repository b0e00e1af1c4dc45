import { EVERYTHING } from "@/lib/core/access/scope";
import { type OwnPace, type Slowdown, slowdownOf } from "@/lib/core/cost/ceiling";
import { expectedPace } from "@/lib/core/cost/expected-cost";
import { ownPaceOf, paceFrom } from "@/lib/core/cost/own-cost";
import { inTransaction } from "@/lib/db/connect";
import { hastenLooks } from "@/lib/db/hasten-looks";
import { settledUsage } from "@/lib/db/usage";
import type { Ctx } from "../context";
import type { WorkerCtx } from "../worker-context";
import { knownPrices } from "./own-prices";
import { readFleet } from "./read-fleet";
import { lockSlowdown, readCostSettings, readSlowdown, saveSlowdown } from "./slowdown";

/** So many hours tell the pace of now; what is asked for every six hours is in it once. */
const JUDGED_HOURS = 6;

/**
 * Judges how much the ceiling must slow down what can wait, by what was counted lately or, while nothing was measured, by what the
 * number of queues lets expect. Pollers take it up in their next round, and what was put off is brought forward when the pace
 * rises. If this stops, what was judged last goes on.
 */
export async function keepCeiling(ctx: WorkerCtx): Promise<void> {
  const { ceilingUsdPerMonth } = await readCostSettings(ctx.db);
  const kept = await readSlowdown(ctx.db);
  if (ceilingUsdPerMonth === null && kept.ceilingUsdPerMonth === null) return;
  const judged = ceilingUsdPerMonth === null ? { basis: "unknown" as const, pace: null } : await readPace(ctx);
  const slowdown = judged.pace ? slowdownOf(judged.pace, ceilingUsdPerMonth, kept.slowdown) : 1;
  if (slowdown !== kept.slowdown)
    ctx.log.info(
      { ceilingUsdPerMonth, slowdown, before: kept.slowdown },
      "the ceiling changes how often things are read",
    );
  const next = { ...judged, ceilingUsdPerMonth, slowdown, judgedAt: ctx.now().toISOString() };
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockSlowdown(tx);
    await saveSlowdown(tx, next);
    if (before.slowdown > slowdown) await hastenLooks(tx, before.slowdown / slowdown);
  });
}

async function readPace(ctx: Ctx): Promise<Pick<Slowdown, "basis"> & { pace: OwnPace | null }> {
  const { book } = await knownPrices(ctx.db);
  const measured = ownPaceOf(paceFrom(await settledUsage(ctx.db, EVERYTHING, JUDGED_HOURS)), book);
  if (measured) return { basis: "measured", pace: measured };
  const expected = expectedPace(await readFleet(ctx.db, EVERYTHING), book);
  return { basis: expected ? "expected" : "unknown", pace: expected };
}
