import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { type Actor, AUTO_RESCUE, mayOn } from "@/lib/core/actor";
import { nameOfArn } from "@/lib/core/arn";
import { isWriting, takesOutMessages } from "@/lib/core/plans/action";
import type { AccountRow } from "@/lib/db/accounts";
import { whatNames } from "@/lib/db/may-still-drain";
import type { QueueRow } from "@/lib/db/queues";
import type { RunRow } from "@/lib/db/runs";
import { actorById } from "../access/actor-of";
import { mayOnPlan } from "../access/may-on-plan";
import { furtherRight } from "../approvals/refuse-discard";
import type { WorkerCtx } from "../worker-context";
import { isWhatPeopleSaw } from "./as-planned";
import { missingApproval } from "./missing-approval";

/**
 * The worker's own look at rights, limits and approvals, right before the first effect: the web process that wrote the wish
 * is not believed, and what it wrote must be one whole. Returns why the run may not begin.
 */
export async function reasonNotToBegin(
  ctx: WorkerCtx,
  run: RunRow,
  queue: QueueRow | null,
  account: AccountRow,
): Promise<string | undefined> {
  if (!(await isWhatPeopleSaw(ctx.db, run, queue)))
    return "its messages or places are not those of the plan that people saw";
  const actor = run.requestedBy === AUTO_RESCUE.id ? AUTO_RESCUE : await actorById(ctx.db, run.requestedBy);
  const noRight = await missingRight(ctx, run, queue, actor);
  if (noRight) return noRight;
  if (isWriting(run.action)) {
    if (!account.isWritable) return "the account is read-only";
    if (account.operateRoleArn === null) return "the account has no operate role";
  } else if (account.inspectRoleArn === null) return "the account has no inspect role";
  // A restore sends from the vault: what it came from may be gone.
  if (queue && queue.deletedAt !== null && run.action !== "restore") return "the dead-letter queue was deleted";
  if (queue && (await isOfNobody(ctx, run, queue)))
    return "nothing names it as its dead-letter queue any more: it may be a live queue by now";
  return actor && missingApproval(ctx, run, actor);
}

/** Decided: nothing is received from a live queue. A person who knows better said so in the plan. */
async function isOfNobody(ctx: WorkerCtx, { driver, detail, state }: RunRow, queue: QueueRow): Promise<boolean> {
  if (state === "running" || !takesOutMessages(driver)) return false;
  if (detail.overrides.some(({ check }) => check === "still-named")) return false;
  const { byQueue, byOthers } = await whatNames(ctx.db, queue.id);
  return !byQueue && !byOthers;
}

/** Queues that only a person's word makes the destination: others are where the messages came from. */
function namedPlaces({ driver, detail }: RunRow): readonly string[] {
  const isNamed = driver === "redirect" || (driver === "restore" && detail.chosenDestinationArn !== null);
  return isNamed ? detail.destinationArns : [];
}

async function missingRight(
  ctx: WorkerCtx,
  run: RunRow,
  queue: QueueRow | null,
  actor: Actor | undefined,
): Promise<string | undefined> {
  const { accountId, subjectArn } = run;
  const plan = { id: run.planId, accountId, subjectArn };
  if (run.requestedBy === AUTO_RESCUE.id)
    return run.action === "rescue" && queue?.doesAutoRescue ? undefined : "auto-rescue is off for this queue";
  if (!actor || !(await mayOnPlan(ctx.db, actor, "plans.apply", plan)))
    return `${run.requestedByName} may not apply plans here any more`;
  const further = furtherRight(run);
  if (further && !(await mayOnPlan(ctx.db, actor, further, plan)))
    return `${run.requestedByName} may not ${CAPABILITIES[further]} here`;
  const beyond = namedPlaces(run).find((arn) => !mayOn(actor, "plans.apply", accountId, arn));
  return beyond === undefined ? undefined : `${run.requestedByName} may not send to ${nameOfArn(beyond)}`;
}
