import { plans } from "@/lib/contract/plans";
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
 * Starts a rescue of every queue that opted in and may lose something within a day, first the one that dies first: plan,
 * run and audit entries in one transaction, as the policy *auto-rescue*. A second round, or a second worker, finds the
 * open run and starts none. One queue that cannot be begun keeps no other from being saved; what was unexpected is thrown
 * when all had their turn.
 */
export async function rescueDue(ctx: WorkerCtx): Promise<void> {
  const candidates = await listAutoRescue(ctx.db, AUTO_RESCUE.id);
  const facts = await readLossFacts(
    ctx.db,
    candidates.map((row) => row.queueId),
  );
  const due = candidates.flatMap((row) => {
    const known = facts.get(row.queueId);
    const seen = known && rescueFacts(row, known, ctx.now());
    const why = seen && whyRescueNow(seen, ctx.now());
    return why ? [{ queueId: row.queueId, why, diesAtMs: seen.loss.earliestAt?.getTime() ?? 0 }] : [];
  });
  const unexpected: unknown[] = [];
  for (const { queueId, why } of due.sort((one, other) => one.diesAtMs - other.diesAtMs)) {
    if (ctx.signal.aborted) return;
    const failure = await start(ctx, queueId, why);
    if (failure !== undefined) unexpected.push(failure);
  }
  if (unexpected.length > 0) throw unexpected[0];
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

/** Returns what went wrong though it was not to be expected. */
async function start(ctx: WorkerCtx, queueId: string, why: string): Promise<unknown> {
  const as: Ctx = { ...ctx, actor: AUTO_RESCUE, settings: { ...ctx.settings, undoSeconds: 0 } };
  try {
    await inTransaction(ctx.db, async (tx) => {
      const { hasOpenRun } = await lockForRescue(tx, queueId);
      if (hasOpenRun) return;
      // No reason is given: it would count as a person's leave to read a queue that others read.
      const plan = await makePlan(as, tx, plans.createPlan.input.parse({ action: "rescue", selection: { queueId } }));
      await applyMade(as, tx, { id: plan.id, hash: plan.hash });
    });
    ctx.log.info({ queueId, why }, "auto-rescue started");
  } catch (error) {
    ctx.log.warn({ queueId, why, err: error }, "auto-rescue could not start");
    // One queue that may not be read now is no failure of ours.
    return error instanceof DloError ? undefined : error;
  }
  return undefined;
}
