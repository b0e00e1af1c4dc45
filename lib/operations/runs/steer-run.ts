import type { AuditAction } from "@/lib/core/audit";
import { Conflict, NotFound } from "@/lib/core/errors";
import { type Observation, transition } from "@/lib/core/runs/run";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { getPlan } from "@/lib/db/plans";
import { closeItems } from "@/lib/db/run-items";
import { getRun, lockRun, type RunRow, saveLife } from "@/lib/db/runs";
import { keepUnsent } from "@/lib/db/vault";
import { refuseTooMany } from "../approvals/message-limit";
import { notingRefusals } from "../approvals/plan-refused";
import { refuseDiscard } from "../approvals/refuse-discard";
import type { Ctx } from "../context";
import { onRun } from "../on";
import { command } from "../operation";
import { readRun } from "./run-view";

/** Pauses a run after the batch that is under way. Nothing is recalled. */
export const pauseRun = command(
  "pauseRun",
  (ctx, tx, { id, reason }) =>
    steer(ctx, tx, id, { kind: "pause", reason: reason ?? `paused by ${ctx.actor.name}` }, "run.paused"),
  onRun,
);

/** Lets a paused run go on, from its ledger. Who does that applies the rest of it, so the same limits hold as for applying. */
export const resumeRun = notingRefusals(
  "resumeRun",
  command(
    "resumeRun",
    async (ctx, tx, { id }) => {
      const run = await getRun(tx, ctx.actor.scope, id);
      const plan = run && (await getPlan(tx, ctx.actor.scope, run.planId));
      if (!plan) throw new NotFound("run", id);
      await refuseDiscard(ctx, tx, plan);
      await refuseTooMany(ctx, tx, plan);
      return steer(ctx, tx, id, { kind: "resume" }, "run.resumed");
    },
    onRun,
  ),
);

/** Cancels a run: what was sent stays sent, what was not stays in the dead-letter queue. */
export const cancelRun = command(
  "cancelRun",
  (ctx, tx, { id }) => steer(ctx, tx, id, { kind: "cancel" }, "run.cancel-requested"),
  onRun,
);

async function steer(ctx: Ctx, tx: Tx, id: string, seen: Observation, action: AuditAction) {
  const run = await lockRun(tx, id);
  if (!run) throw new NotFound("run", id);
  const life = transition(run, seen);
  if (!life)
    throw new Conflict("run-not-open", `Run R-${run.number} is ${run.state}: it cannot ${seen.kind} now.`, {
      state: run.state,
    });
  await saveLife(tx, id, life);
  if (life.state === "cancelled") await releaseUnsent(tx, run);
  await appendAudit(tx, ctx, {
    action,
    objectKind: "run",
    objectId: id,
    accountId: run.accountId,
    region: run.region,
    runId: id,
    detail: { from: run.state, to: life.state, reason: life.reason },
  });
  await notifyIntent(tx, { topic: "run", id, accountId: run.accountId });
  await notifyChange(tx, { topic: "run", id, accountId: run.accountId });
  return readRun(ctx, tx, id);
}

/** Cancelled before the worker began: every item is still planned. */
export async function releaseUnsent(tx: Tx, run: Pick<RunRow, "id">): Promise<void> {
  await keepUnsent(tx, run.id);
  await closeItems(tx, run.id, "the run was cancelled before this message");
}
