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
 * Reads one service of the inventory again where it was read last more than a minute before `at`: lists it, and reads what
 * changed and what is `watched`. What was never read, or was refused, is left to the inventory's own rounds. What goes wrong
 * stops nobody: it is noted, and the next round tells.
 */
export async function readAgain(
  ctx: WorkerCtx,
  target: Target,
  feature: FeatureId,
  at: Date,
  watched: ReadonlySet<string> = new Set(),
): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const known = await findFeature(ctx.db, place, feature);
  if (known?.state !== "ok" || at.getTime() - Date.parse(known.checkedAt) < FRESH_SECONDS * 1000) return;
  const source = sessionFor(ctx, target, "read", "inventory").inventory.find((one) => one.feature === feature);
  if (!source) return;
  try {
    await readSource(ctx, target, source, MOST_READS, watched);
    if (feature === "functions") await saveConsumersFromMappings(ctx.db, place);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    ctx.log.warn({ ...place, feature, err: error }, "the inventory could not be read again");
  }
}
