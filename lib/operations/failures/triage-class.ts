import type { FailureClass } from "@/lib/contract/failures";
import type { AuditAction } from "@/lib/core/audit";
import { Conflict, NotFound } from "@/lib/core/errors";
import { type Snooze, snoozeRefusal } from "@/lib/core/failures/lifecycle/snooze";
import { appendAudit } from "@/lib/db/audit";
import * as triage from "@/lib/db/class-triage";
import { type ClassView, getClass } from "@/lib/db/classes";
import type { Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { onClass } from "../on";
import { command, type ParsedInput } from "../operation";
import { showClass } from "./class-view";

/** Says that somebody looks after a class. Of two at once the first stands; the second gets the same answer. */
export const acknowledgeFailureClass = command(
  "acknowledgeFailureClass",
  async (ctx, tx, { id }) => {
    const { found, decided } = await take(ctx, tx, id);
    if (decided.status === "resolved") throw refusal("It is resolved: there is nothing to acknowledge.");
    if (decided.isAcknowledged) return show(ctx, tx, id);
    await triage.acknowledge(tx, found.id, ctx.actor.name);
    return settled(ctx, tx, found, "class.acknowledged", {});
  },
  onClass,
);

/** Names who looks after a class, or takes that back. */
export const assignFailureClass = command(
  "assignFailureClass",
  async (ctx, tx, { id, owner }) => {
    const { found, decided } = await take(ctx, tx, id);
    if (decided.assignee === owner) return show(ctx, tx, id);
    await triage.assign(tx, found.id, owner);
    return settled(ctx, tx, found, "class.assigned", { before: decided.assignee, owner });
  },
  onClass,
);

/** Lets a class rest. A later snooze replaces an earlier one; the worker wakes it and says why. */
export const snoozeFailureClass = command(
  "snoozeFailureClass",
  async (ctx, tx, { id, until }) => {
    const { found, decided } = await take(ctx, tx, id);
    if (decided.dismissedAt !== null) throw refusal("It is dismissed: reopen it first.");
    const wish = wishOf(until, decided.totalCount);
    const reason = snoozeRefusal(wish, decided, new Date(decided.now));
    if (reason) throw refusal(reason);
    await triage.snooze(tx, found.id, wish, ctx.actor.name);
    return settled(ctx, tx, found, "class.snoozed", { until });
  },
  onClass,
);

/** Takes a class out of what needs action until somebody reopens it. The same reason again changes nothing. */
export const dismissFailureClass = command(
  "dismissFailureClass",
  async (ctx, tx, { id, reason }) => {
    const { found, decided } = await take(ctx, tx, id);
    if (decided.dismissedAt !== null && decided.dismissReason === reason) return show(ctx, tx, id);
    await triage.dismiss(tx, found.id, reason, ctx.actor.name);
    return settled(ctx, tx, found, "class.dismissed", { reason });
  },
  onClass,
);

/** Takes back what was decided about a class. Where nothing was, nothing changes and no entry is left. */
export const reopenFailureClass = command(
  "reopenFailureClass",
  async (ctx, tx, { id }) => {
    const { found, decided } = await take(ctx, tx, id);
    const wasSnoozed = decided.snoozeKind !== null;
    const wasDismissed = decided.dismissedAt !== null;
    if (!decided.isAcknowledged && !wasSnoozed && !wasDismissed) return show(ctx, tx, id);
    await triage.reopen(tx, found.id);
    const before = { isAcknowledged: decided.isAcknowledged, wasSnoozed, wasDismissed };
    return settled(ctx, tx, found, "class.reopened", before);
  },
  onClass,
);

type Wish = ParsedInput<"snoozeFailureClass">["until"];

function wishOf(wish: Wish, totalCount: number): Snooze {
  if (wish.kind === "time") return { kind: "time", until: new Date(wish.at) };
  if (wish.kind === "count") return { ...wish, fromTotal: totalCount };
  return wish;
}

async function take(ctx: Ctx, tx: Tx, id: string) {
  const found = await getClass(tx, ctx.actor.scope, id);
  if (!found) throw new NotFound("failure class", id);
  return { found, decided: await triage.lockTriage(tx, found.id, found.accountId) };
}

function refusal(reason: string): Conflict {
  return new Conflict("class-not-open", reason);
}

async function show(ctx: Ctx, tx: Tx, id: string): Promise<FailureClass> {
  const row = await getClass(tx, ctx.actor.scope, id);
  if (!row) throw new NotFound("failure class", id);
  return showClass(row, ctx.now());
}

async function settled(
  ctx: Ctx,
  tx: Tx,
  { id, accountId, region }: ClassView,
  action: AuditAction,
  detail: Record<string, unknown>,
): Promise<FailureClass> {
  await appendAudit(tx, ctx, { action, objectKind: "failure-class", objectId: id, accountId, region, detail });
  await notifyChange(tx, { topic: "class", id, accountId });
  return show(ctx, tx, id);
}
