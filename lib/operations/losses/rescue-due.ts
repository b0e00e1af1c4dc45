import { AUTO_RESCUE } from "@/lib/core/actor";
import { DloError } from "@/lib/core/errors";
import { whyRescueNow } from "@/lib/core/losses/auto-rescue";
import { queueLoss } from "@/lib/core/losses/queue-loss";
import { type AutoRescueRow, listAutoRescue, lockForRescue } from "@/lib/db/auto-rescue";
import { inTransaction } from "@/lib/db/connect";
import { readLossFacts } from "@/lib/db/losses";
import type { Ctx } from "../context";
import { applyMade } from "../plans/apply-plan";
import { makePlan } from "../plans/create-plan";
import type { WorkerCtx } from "../worker-context";

/**
 * Starts a rescue of every queue that opted in and may lose something within a day: plan, run and audit entries in one
 * transaction, as the policy *auto-rescue*. A second round, or a second worker, finds the open run and starts none.
 */
export async function rescueDue(ctx: WorkerCtx): Promise<void> {
  const candidates = await listAutoRescue(ctx.db, AUTO_RESCUE.id);
  const facts = await readLossFacts(
    ctx.db,
    candidates.map((row) => row.queueId),
  );
  for (const row of candidates) {
    const known = facts.get(row.queueId);
    const why = known && whyRescueNow(rescueFacts(row, known, ctx.now()), ctx.now());
    if (why) await start(ctx, row.queueId, why);
  }
}

function rescueFacts(row: AutoRescueRow, facts: Parameters<typeof queueLoss>[0], now: Date) {
  const { lastEndedAt, lastUnreachedCount } = row;
  return {
    loss: queueLoss(facts, now),
    unsavedCount: facts.waitingCount === null ? null : facts.waitingCount - facts.savedCount,
    unknownSince: new Date(row.unknownSince),
    last: lastEndedAt ? { endedAt: new Date(lastEndedAt), unreachedCount: lastUnreachedCount ?? 0 } : null,
  };
}

async function start(ctx: WorkerCtx, queueId: string, why: string): Promise<void> {
  const as: Ctx = { ...ctx, actor: AUTO_RESCUE, settings: { ...ctx.settings, undoSeconds: 0 } };
  try {
    await inTransaction(ctx.db, async (tx) => {
      const { hasOpenRun } = await lockForRescue(tx, queueId);
      if (hasOpenRun) return;
      // No reason is given: it would count as a person's leave to read a queue that others read.
      const plan = await makePlan(as, tx, { action: "rescue", selection: { queueId }, duplicates: "resend" });
      await applyMade(as, tx, { id: plan.id, hash: plan.hash });
    });
    ctx.log.info({ queueId, why }, "auto-rescue started");
  } catch (error) {
    // One queue that may not be read now must not keep the others from being saved.
    if (!(error instanceof DloError)) throw error;
    ctx.log.warn({ queueId, why, err: error }, "auto-rescue could not start");
  }
}
