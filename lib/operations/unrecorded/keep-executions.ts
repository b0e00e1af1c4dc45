import { DloError } from "@/lib/core/errors";
import { FIRST_LOOK_SECONDS } from "@/lib/core/failures/unrecorded/cadence";
import { type BadEnd, endOf } from "@/lib/core/failures/unrecorded/families/executions";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { keepEnded } from "./keep-ended";
import type { ReadWatch } from "./read-watch";

/** The list is eventually consistent: what was missing in it is found while the metric's window is read again. */
const LOOK_BACK_MS = FIRST_LOOK_SECONDS * 1000;

/** How far what a metric counts was listed. *part*: there were more than Step Functions lists at once. */
export type Listing = "all" | "part" | "none";

/**
 * Keeps the executions behind what these metrics count, each in the class of its error, and says of each metric how far they
 * were listed. A state machine that cannot be listed does not stop the others. Repeating it adds nothing.
 */
export async function keepExecutions(
  ctx: WorkerCtx,
  target: Target,
  watches: readonly ReadWatch[],
  backlogBefore: Date,
): Promise<Map<ReadWatch, Listing>> {
  const listings = new Map<ReadWatch, Listing>();
  const place = { accountId: target.account.id, region: target.region };
  for (const watch of watches) {
    const end = endOf(watch.family);
    if (!end) continue;
    try {
      const keep = () => keepOf(ctx, target, watch.arn, end, backlogBefore);
      listings.set(watch, (await noting(ctx, target, "executions", keep)) ? "part" : "all");
    } catch (error) {
      if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
      ctx.log.warn({ ...place, machineArn: watch.arn, error: error.message }, "executions could not be listed");
      listings.set(watch, "none");
    }
  }
  return listings;
}

/** True when there were more than could be listed. */
async function keepOf(ctx: WorkerCtx, target: Target, machineArn: string, end: BadEnd, backlogBefore: Date) {
  const { stepFunctions } = sessionFor(ctx, target, "read", "executions");
  const since = new Date(ctx.now().getTime() - LOOK_BACK_MS);
  const { executions, isCut } = await stepFunctions.endedExecutions(machineArn, end, since);
  await keepEnded(ctx, target, { machineArn, end }, executions, backlogBefore);
  return isCut;
}
