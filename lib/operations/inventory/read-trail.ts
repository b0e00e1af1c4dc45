import { DloError } from "@/lib/core/errors";
import { trailNameOf } from "@/lib/core/inventory/trail-name";
import { findFeature } from "@/lib/db/capabilities";
import { listUnsigned, signChanges } from "@/lib/db/config-changes";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

/** CloudTrail answers two lookups a second for all of the account's tools together. */
const MOST_LOOKUPS = 20;
const RETRY_REFUSED_AFTER_MS = 3_600_000;
/** A change without a look before it: as far back as it can have happened unnoticed. */
const LONGEST_GAP_MS = 3_600_000;

/**
 * Fills in who made changes that were noticed, from CloudTrail, a quarter of an hour later: earlier it does not know. Each
 * change is asked for once. Where that is denied, nothing is asked for an hour.
 */
export async function readTrail(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const place = { accountId: target.account.id, region: target.region };
  const trail = await findFeature(ctx.db, place, "trail");
  const isRefused = trail?.state === "denied" || trail?.state === "absent";
  if (isRefused && ctx.now().getTime() - new Date(trail.checkedAt).getTime() < RETRY_REFUSED_AFTER_MS) return;
  const changes = await listUnsigned(ctx.db, place.accountId, place.region, MOST_LOOKUPS);
  for (const change of changes) {
    ctx.signal.throwIfAborted();
    const until = new Date(change.at);
    const from = change.since ? new Date(change.since) : new Date(until.getTime() - LONGEST_GAP_MS);
    const name = trailNameOf(change.kind, change.arn);
    const { trail: door } = sessionFor(ctx, target, "read", "trail");
    try {
      const write = await noting(ctx, target, "trail", () => door.lastWrite(name, from, until));
      await signChanges(ctx.db, place.accountId, change, write);
    } catch (error) {
      if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
      // It was noted; the rest would fail as well, and is asked for when the feature is tried again.
      return;
    }
  }
}
