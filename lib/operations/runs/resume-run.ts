import { Conflict, NotFound } from "@/lib/core/errors";
import type { Tx } from "@/lib/db/connect";
import { getPlan } from "@/lib/db/plans";
import { acceptReturns, endStage, openStage } from "@/lib/db/run-stages";
import type { RunRow } from "@/lib/db/runs";
import { refuseTooMany } from "../approvals/message-limit";
import { notingRefusals } from "../approvals/plan-refused";
import { refuseDiscard } from "../approvals/refuse-discard";
import type { Ctx } from "../context";
import { onRun } from "../on";
import { command } from "../operation";
import { evidenceSoFar } from "./evidence-so-far";
import { lockedRun, steer } from "./steer-run";
import { tooManyReturns } from "./too-many-returns";

/**
 * Lets a paused run go on: with the rest of its stage, with watching it where it was paused while that was watched, or with
 * waiting until it may begin. When too many messages came back, only if the person says so, and then with the next stage. Who
 * does that applies the rest of it, so the same limits hold as for applying.
 */
export const resumeRun = notingRefusals(
  "resumeRun",
  command(
    "resumeRun",
    async (ctx, tx, { id, reason, acceptReturns: doesAccept }) => {
      const run = await lockedRun(tx, id);
      await refuseMoreThanMayApply(ctx, tx, run);
      const accepted = run.state === "paused" ? await acceptedReturns(tx, run, doesAccept ?? false) : {};
      const about = { action: "run.resumed", reason, more: accepted } as const;
      if (run.startedAt === null) return steer(ctx, tx, run, { kind: "wait-on" }, about);
      const wasWatched = run.observeUntil !== null;
      if (!wasWatched) return steer(ctx, tx, run, { kind: "resume" }, about);
      // It was paused on evidence: who lets it go on has seen that, and it would only be paused again.
      const isAgainstEvidence = run.pausedBy === "returns" || "acceptedReturns" in accepted;
      if (!isAgainstEvidence) return steer(ctx, tx, run, { kind: "watch-on" }, about);
      await openNext(tx, run);
      return steer(ctx, tx, run, { kind: "next-stage" }, about);
    },
    onRun,
  ),
);

/** Opens the next stage of a run that is watched between two, without waiting its window out. */
export const continueRun = notingRefusals(
  "continueRun",
  command(
    "continueRun",
    async (ctx, tx, { id, reason }) => {
      const run = await lockedRun(tx, id);
      await refuseMoreThanMayApply(ctx, tx, run);
      if (run.state !== "observing" || run.sentAllAt !== null)
        throw new Conflict("run-not-open", `R-${run.number} does not wait between two stages: it is ${run.state}.`, {
          state: run.state,
        });
      await acceptedReturns(tx, run, false);
      const evidence = await openNext(tx, run);
      return steer(ctx, tx, run, { kind: "next-stage" }, { action: "run.stage-opened", reason, more: { evidence } });
    },
    onRun,
  ),
);

/** Whoever lets a run send more applies the rest of it: by the same rights, and no larger than they may. */
export async function refuseMoreThanMayApply(ctx: Ctx, tx: Tx, run: RunRow): Promise<void> {
  const plan = await getPlan(tx, ctx.actor.scope, run.planId);
  if (!plan) throw new NotFound("run", run.id);
  await refuseDiscard(ctx, tx, plan);
  await refuseTooMany(ctx, tx, plan);
}

/** What came back, when it is too much and the person goes on all the same: what the audit log keeps of it. */
async function acceptedReturns(tx: Tx, run: RunRow, doesAccept: boolean): Promise<Readonly<Record<string, unknown>>> {
  const returns = await tooManyReturns(tx, run);
  if (!returns && run.pausedBy === "returns" && !doesAccept)
    throw new Conflict("returns-not-accepted", `${run.reason ?? "It was paused on evidence."} (acceptReturns)`, {});
  if (!returns) return {};
  const { returnedCount, sentCount } = returns;
  if (!doesAccept)
    throw new Conflict(
      "returns-not-accepted",
      `${returnedCount} of ${sentCount} sent came back. R-${run.number} goes on only when you say that it should all the same (acceptReturns).`,
      { returnedCount, sentCount },
    );
  await acceptReturns(tx, run.id);
  return { acceptedReturns: { returnedCount, sentCount } };
}

async function openNext(tx: Tx, run: RunRow): Promise<string> {
  const evidence = await evidenceSoFar(tx, run);
  await endStage(tx, run.id, evidence, "person");
  await openStage(tx, run.id, run.stage + 1);
  return evidence;
}
