import { Conflict, NotFound } from "@/lib/core/errors";
import { isPaced } from "@/lib/core/plans/action";
import { isOpen } from "@/lib/core/runs/run";
import type { Tx } from "@/lib/db/connect";
import { getPlan } from "@/lib/db/plans";
import { type RunRow, setRate } from "@/lib/db/runs";
import { notingRefusals } from "../approvals/plan-refused";
import { readStanding } from "../approvals/standing";
import type { Ctx } from "../context";
import { onRun } from "../on";
import { command } from "../operation";
import { refuseMoreThanMayApply } from "./resume-run";
import { readRun } from "./run-view";
import { auditRun, lockedRun, tellAll } from "./steer-run";

/**
 * Changes how fast a run sends, from its next batches on. Anybody who may apply plans there slows it down; faster only who
 * may apply so many messages, and never faster than what other people approved.
 */
export const setRunRate = notingRefusals(
  "setRunRate",
  command(
    "setRunRate",
    async (ctx, tx, { id, ratePerSecond, reason }) => {
      const run = await lockedRun(tx, id);
      refuseRateless(run);
      if (run.ratePerSecond !== null && ratePerSecond > run.ratePerSecond) await refuseMoreThanMayApply(ctx, tx, run);
      await refuseAboveApproved(ctx, tx, run, ratePerSecond);
      await setRate(tx, id, ratePerSecond);
      const detail = { from: run.ratePerSecond, to: ratePerSecond, reason: reason ?? null };
      await auditRun(ctx, tx, run, "run.rate-changed", detail);
      await tellAll(tx, run);
      return readRun(ctx, tx, id);
    },
    onRun,
  ),
);

function refuseRateless({ number, state, driver, sentAllAt }: RunRow): void {
  if (!isOpen(state) || state === "cancelling" || sentAllAt !== null)
    throw new Conflict("run-not-open", `R-${number} sends nothing any more: its rate means nothing.`, { state });
  if (driver === "move-task")
    throw new Conflict("rate-not-allowed", "A move task keeps the rate that it was started with.");
  if (driver === "replay") throw new Conflict("rate-not-allowed", "EventBridge paces a replay: it has no rate.");
  if (!isPaced(driver) && driver !== "restore")
    throw new Conflict("rate-not-allowed", `R-${number} sends nothing: it has no rate.`);
}

async function refuseAboveApproved(ctx: Ctx, tx: Tx, run: RunRow, wished: number): Promise<void> {
  const approved = run.detail.ratePerSecond;
  if (approved === null || wished <= approved) return;
  const plan = await getPlan(tx, ctx.actor.scope, run.planId);
  if (!plan) throw new NotFound("run", run.id);
  const { needed } = await readStanding(tx, plan, { isUnderWay: true });
  if (needed.count === 0) return;
  throw new Conflict(
    "rate-not-allowed",
    `The rate is part of what was approved: it may be lowered, and raised to ${approved}/s at most. For a higher one make a new plan.`,
    { approvedRatePerSecond: approved },
  );
}
