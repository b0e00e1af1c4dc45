import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { type RedriveDriver, takesAll, takesWholeQueue } from "@/lib/core/plans/action";
import type { PlanCheck } from "@/lib/core/plans/check";
import { configurationDiff, type HashedItem, itemsDiff, type PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { stagePerItem } from "@/lib/core/plans/stages";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { holdPlanMessages } from "@/lib/db/erased";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import {
  findOpenInQueue,
  getPlan,
  listPlanItems,
  lockPlan,
  type PlanItem,
  type PlanRow,
  setPlanState,
} from "@/lib/db/plans";
import { findOpenElsewhere, getRun, insertRun } from "@/lib/db/runs";
import { markRestoring } from "@/lib/db/vault";
import { refuseEnded } from "../approvals/lock-plan";
import { refuseTooMany } from "../approvals/message-limit";
import { notingRefusals } from "../approvals/plan-refused";
import { refuseDiscard } from "../approvals/refuse-discard";
import { refuseUnapproved } from "../approvals/refuse-unapproved";
import { readStanding, type Standing } from "../approvals/standing";
import type { Ctx } from "../context";
import { withEdits } from "../edits/with-edits";
import { onPlan } from "../on";
import { command, type ParsedInput } from "../operation";
import { gatherResource, wishOfPlan } from "./about-resource";
import { gather, hashOfPlan } from "./gather";
import { judge } from "./judge";

/**
 * Starts the run of a plan: a row, its ledger and the audit entry, in one transaction; the worker begins within seconds.
 * Applying the same plan again gives the same run. Refused when what the plan relied on has changed, when it is larger than
 * the actor may apply, or until enough other people have approved it.
 */
export const applyPlan = notingRefusals("applyPlan", command("applyPlan", applyMade, onPlan));

/** The same inside a transaction that does more. */
export async function applyMade(ctx: Ctx, tx: Tx, { id, hash, confirm, breakGlass }: ParsedInput<"applyPlan">) {
  await lockPlan(tx, id);
  const plan = await getPlan(tx, ctx.actor.scope, id);
  if (!plan) throw new NotFound("plan", id);
  if (plan.hash !== hash) throw new Conflict("plan-changed", "This is not the hash of the plan.", { hash: plan.hash });
  await refuseDiscard(ctx, tx, plan);
  if (plan.runId) return answer(ctx, tx, plan.runId);
  if (plan.state === "expired")
    throw new Conflict("plan-expired", "The plan has expired. Make a new one; it takes a second.", {
      expiredAt: plan.expiresAt,
    });
  if (plan.action === "purge" && confirm !== plan.subjectName)
    throw new Invalid("A purge deletes for good what could not be copied: type the queue's name.", [
      { field: "confirm", message: `must be ${plan.subjectName}` },
    ]);
  const standing = await readStanding(tx, plan);
  refuseEnded(plan, standing);
  await refuseChanged(ctx, tx, plan);
  await refuseTooMany(ctx, tx, plan);
  const broken = await refuseUnapproved(ctx, tx, plan, standing, breakGlass);
  return answer(ctx, tx, await start(ctx, tx, plan, standing, broken?.reason ?? null));
}

/** The world as it is now must give the same hash over the same ids, and no check may block. */
async function refuseChanged(ctx: Ctx, tx: Tx, plan: PlanRow): Promise<void> {
  const openElsewhere =
    takesAll(plan.driver) && plan.queueId !== null
      ? await findOpenInQueue(tx, plan.queueId)
      : await findOpenElsewhere(tx, plan.id);
  const first = openElsewhere[0];
  if (first)
    throw new Conflict("messages-in-another-run", `${first.count} of these are in run R-${first.runNumber}.`, {
      runId: first.runId,
    });
  await holdPlanMessages(tx, plan.id);
  const items = await listPlanItems(tx, plan.id);
  const now =
    plan.queueId === null
      ? await gatherResourceAgain(ctx, tx, plan, items)
      : await gatherAgain(ctx, tx, plan, plan.queueId, items);
  refuseDifference(plan, items, now);
}

const MOST_TOLD = 20;

interface Now {
  readonly configuration: PlanConfiguration;
  readonly checks: readonly PlanCheck[];
  /** Each as it would be aimed now. */
  readonly items: readonly HashedItem[];
}

async function gatherResourceAgain(ctx: Ctx, tx: Tx, plan: PlanRow, items: readonly PlanItem[]): Promise<Now> {
  return gatherResource(ctx, tx, wishOfPlan(plan, items));
}

async function gatherAgain(ctx: Ctx, tx: Tx, plan: PlanRow, queueId: string, items: readonly PlanItem[]): Promise<Now> {
  const selection = takesWholeQueue(plan.driver)
    ? { queueId }
    : plan.action === "restore"
      ? { vaultItemIds: items.flatMap((item) => item.vaultItemId ?? []) }
      : { messageIds: items.flatMap((item) => item.messageRowId ?? []) };
  const unedited = await gather(ctx, tx, {
    action: plan.action,
    selection,
    reason: plan.reason ?? undefined,
    destinationArn: plan.detail.chosenDestinationArn ?? undefined,
    ...(plan.action === "redrive" ? { driver: plan.driver as RedriveDriver } : {}),
  });
  const gathered = await withEdits(tx, unedited, items);
  const { takesAboutSeconds, overrides, expectedReturnSeconds, doesMark } = plan.detail;
  const { checks } = await judge(ctx, tx, gathered, {
    takesAboutSeconds,
    overrides,
    expectedReturnSeconds,
    doesMark,
    openElsewhere: [],
  });
  return { configuration: gathered.configuration, checks, items: gathered.chosen };
}

function refuseDifference(plan: PlanRow, items: readonly PlanItem[], now: Now): void {
  const { configuration, checks } = now;
  const diff = configurationDiff(plan.detail.configuration, configuration);
  if (diff.length > 0)
    throw new Conflict(
      "plan-changed",
      `What the plan relies on has changed since it was made: ${diff.map(({ setting }) => setting).join(", ")}. Make a new plan.`,
      { diff },
    );
  const blocks = checks.filter((check) => check.result === "block");
  if (blocks[0]) throw new Conflict("plan-not-applicable", blocks[0].text, { blocks });
  const moved = itemsDiff(items, now.items);
  if (moved.length > 0)
    throw new Conflict(
      "plan-changed",
      "Some of what the plan is about has changed since it was made. Make a new plan.",
      {
        diff: moved.slice(0, MOST_TOLD),
      },
    );
  const { action, driver } = plan;
  const hashWith = (frozen: readonly HashedItem[]) =>
    hashOfPlan({ action, driver, configuration, terms: plan.detail }, frozen);
  // As they were frozen, and as each would be aimed now: one of them may go elsewhere by now without any setting's change.
  if (hashWith(items) !== plan.hash || hashWith(now.items) !== plan.hash)
    throw new Conflict("plan-changed", "The plan is not what was hashed. Make a new plan.");
}

async function start(
  ctx: Ctx,
  tx: Tx,
  plan: PlanRow,
  standing: Standing,
  breakGlassReason: string | null,
): Promise<string> {
  const id = ctx.newId("run");
  const stages = stagePerItem(plan.detail.stages);
  const items = stages.map((stage) => ({ id: ctx.newId("runItem"), stage }));
  await insertRun(
    tx,
    {
      id,
      planId: plan.id,
      requestedBy: ctx.actor.id,
      requestedByName: ctx.actor.name,
      undoSeconds: plan.detail.undoSeconds,
      breakGlassReason,
    },
    items,
  );
  if (plan.action === "restore") await takeFromVault(tx, plan.id);
  await setPlanState(tx, plan.id, "applied");
  await auditApplied(ctx, tx, plan, standing, { runId: id, breakGlassReason });
  await notifyIntent(tx, { topic: "run", id, accountId: plan.accountId });
  await notifyChange(tx, { topic: "run", id, accountId: plan.accountId });
  await notifyChange(tx, { topic: "plan", id: plan.id, accountId: plan.accountId });
  return id;
}

async function auditApplied(
  ctx: Ctx,
  tx: Tx,
  plan: PlanRow,
  { needed, counting }: Standing,
  { runId, breakGlassReason }: { readonly runId: string; readonly breakGlassReason: string | null },
): Promise<void> {
  const { accountId, region, action, driver, itemCount, hash, reason } = plan;
  const about = { objectKind: "plan", objectId: plan.id, accountId, region, runId };
  const approvals = { approvalsNeeded: needed.count, approvedBy: counting.map(({ byName }) => byName) };
  await appendAudit(tx, ctx, {
    ...about,
    action: "plan.applied",
    detail: {
      ...{ action, driver, itemCount, hash, reason },
      ...(plan.detail.change ? { change: plan.detail.change } : {}),
      ...(needed.count > 0 ? approvals : {}),
    },
  });
  if (breakGlassReason !== null)
    await appendAudit(tx, ctx, {
      ...about,
      action: "plan.break-glass",
      detail: { hash, reason: breakGlassReason, because: needed.reasons, ...approvals },
    });
}

/** Two plans of the same items may have been judged at once: only one gets them. */
async function takeFromVault(tx: Tx, planId: string): Promise<void> {
  const ids = (await listPlanItems(tx, planId)).flatMap((item) => item.vaultItemId ?? []);
  if ((await markRestoring(tx, ids)) < ids.length)
    throw new Conflict("plan-not-applicable", "Some of these vault items are being restored already.");
}

async function answer(ctx: Ctx, tx: Tx, runId: string) {
  const run = await getRun(tx, ctx.actor.scope, runId);
  if (!run) throw new NotFound("run", runId);
  return { runId, runNumber: run.number };
}
