import { ROLES } from "@/lib/core/access/capabilities";
import { AUTO_RESCUE, EVERYTHING } from "@/lib/core/actor";
import { isWriting } from "@/lib/core/plans/action";
import { MOST_IN_PRODUCTION } from "@/lib/core/plans/checks";
import type { AccountRow } from "@/lib/db/accounts";
import { currentRole } from "@/lib/db/people";
import type { PlanRow } from "@/lib/db/plans";
import { getQueueView, type QueueRow } from "@/lib/db/queues";
import type { RunRow } from "@/lib/db/runs";
import type { WorkerCtx } from "../worker-context";

/**
 * The worker's own look at rights and limits, right before the first effect: the web process that wrote the wish is not
 * believed. Returns why the run may not begin.
 */
export async function reasonNotToBegin(
  ctx: WorkerCtx,
  run: RunRow,
  plan: PlanRow,
  queue: QueueRow,
  account: AccountRow,
): Promise<string | undefined> {
  const noRight = await missingRight(ctx, run, queue);
  if (noRight) return noRight;
  if (isWriting(run.action)) {
    if (!account.isWritable) return "the account is read-only";
    if (account.operateRoleArn === null) return "the account has no operate role";
  } else if (account.inspectRoleArn === null) return "the account has no inspect role";
  if (account.isProduction && (await sizeOf(ctx, plan)) > MOST_IN_PRODUCTION)
    return `production: more than ${MOST_IN_PRODUCTION} messages`;
  // A restore sends from the vault: what it came from may be gone.
  if (queue.deletedAt !== null && run.action !== "restore") return "the dead-letter queue was deleted";
  return undefined;
}

async function missingRight(ctx: WorkerCtx, run: RunRow, queue: QueueRow): Promise<string | undefined> {
  if (run.requestedBy === AUTO_RESCUE.id)
    return run.action === "rescue" && queue.doesAutoRescue ? undefined : "auto-rescue is off for this queue";
  const role = await currentRole(ctx.db, run.requestedBy);
  const capabilities: readonly string[] = role ? ROLES[role] : [];
  if (!capabilities.includes("plans.apply")) return `${run.requestedByName} may not apply plans any more`;
  if (run.action === "discard" && !capabilities.includes("messages.discard"))
    return `${run.requestedByName} may not discard messages`;
  return undefined;
}

/** A move task takes what is in the queue when it starts; unknown is more than any limit. */
async function sizeOf(ctx: WorkerCtx, plan: PlanRow): Promise<number> {
  if (plan.driver !== "move-task") return plan.itemCount;
  const view = await getQueueView(ctx.db, EVERYTHING, plan.queueId);
  return view?.visible ?? Number.POSITIVE_INFINITY;
}
