import type { FeatureId } from "@/lib/core/capabilities/features";
import { findFeature } from "@/lib/db/capabilities";
import { saveConsumersFromMappings } from "@/lib/db/queue-consumers";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { readSource } from "./read-source";

/** What was looked at this short a time ago is taken for what is. */
export const FRESH_SECONDS = 60;
const MOST_READS = 200;

/**
 * Reads one service of the inventory out of its turn: lists it, and reads what changed and what is `watched`. What was never
 * read, or could not be read the last time, is left to the inventory's own rounds. What goes wrong stops nobody: it is noted,
 * and the next round tells.
 */
export async function readAgain(
  ctx: WorkerCtx,
  target: Target,
  feature: FeatureId,
  watched: ReadonlySet<string>,
): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const known = await findFeature(ctx.db, place, feature);
  const source = sessionFor(ctx, target, "read", "inventory").inventory.find((one) => one.feature === feature);
  if (known?.state !== "ok" || !source) return;
  try {
    await readSource(ctx, target, source, MOST_READS, watched);
    if (feature === "functions") await saveConsumersFromMappings(ctx.db, place);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    ctx.log.warn({ ...place, feature, err: error }, "the inventory could not be read again");
  }
}

/** Makes sure that a deploy is known a minute later: lists the functions of a place, unless that was done just now. */
export async function readDeploys(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const known = await findFeature(ctx.db, place, "functions");
  if (!known || ctx.now().getTime() - Date.parse(known.checkedAt) < FRESH_SECONDS * 1000) return;
  await readAgain(ctx, target, "functions", new Set());
}
