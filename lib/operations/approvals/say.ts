import { personOf } from "@/lib/core/actor";
import type { ApprovalKind } from "@/lib/core/approvals/standing";
import type { AuditAction } from "@/lib/core/audit";
import { judgeNow } from "@/lib/db/alert-news";
import { insertApproval } from "@/lib/db/approvals";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import type { PlanRow } from "@/lib/db/plans";
import type { Ctx } from "../context";

const ACTIONS: Record<ApprovalKind, AuditAction> = {
  asked: "plan.approval-asked",
  approved: "plan.approved",
  refused: "plan.refused",
  commented: "plan.commented",
  withdrawn: "plan.withdrawn",
};

/** Keeps what the actor says about a plan, bound to its hash, with the audit entry; open pages hear of it. */
export async function say(
  ctx: Ctx,
  tx: Tx,
  plan: PlanRow,
  kind: ApprovalKind,
  comment: string | undefined,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { id: planId, hash: planHash, accountId, region } = plan;
  await insertApproval(tx, {
    id: ctx.newId("approval"),
    planId,
    planHash,
    accountId,
    kind,
    byId: ctx.actor.id,
    personId: personOf(ctx.actor),
    byName: ctx.actor.name,
    comment: comment || null,
  });
  await appendAudit(tx, ctx, {
    action: ACTIONS[kind],
    objectKind: "plan",
    objectId: planId,
    accountId,
    region,
    detail: { hash: planHash, comment: comment || null, ...facts },
  });
  await notifyChange(tx, { topic: "plan", id: planId, accountId });
  await judgeNow(tx);
}
