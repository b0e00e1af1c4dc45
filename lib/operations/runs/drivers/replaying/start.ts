import type { StartReplayResult } from "@/lib/aws/events/events";
import { Conflict, Forbidden, Unavailable } from "@/lib/core/errors";
import { replayNameOf } from "@/lib/core/replays/replay-name";
import { MOST_ACTIVE } from "@/lib/core/replays/replay-state";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { noteTaskIntent } from "@/lib/db/move-task";
import { forgetIntent, intendReplay } from "@/lib/db/replay-ledger";
import { lockRun, saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import type { ResourceWork, Step } from "../driver";
import { changedTargets } from "./changed-targets";
import { isAsWished, keepSight, mayShowLater, type ReplayStage, stateOf, termsOf } from "./sight";

/** Starts the replay, or finds the one that was started before. Returns why there is nothing to watch. */
export async function beginReplay(work: ResourceWork): Promise<Step | undefined> {
  const state = await stateOf(work);
  if (state.replayState) return undefined;
  const found = await unlessDenied(work, state, () => work.aws.events.describeReplay(replayNameOf(work.run.planId)));
  if (found && "kind" in found) return found;
  if (!found) return startUnlessChanged(work, state);
  // Without an intent nobody of ours asked for it, whatever it looks like.
  if (state.intentAt === undefined || !isAsWished(found, termsOf(work))) return nameTaken(work);
  await keepSight(work, found);
  return undefined;
}

async function startUnlessChanged(work: ResourceWork, before: ReplayStage): Promise<Step | undefined> {
  if (work.run.state === "cancelling") return nothingToCancel(work, before);
  const changed = await unlessDenied(work, before, () => changedTargets(work));
  if (changed && typeof changed !== "string") return changed;
  if (changed) return nothing(work, before, changed);
  if (!(await commitIntent(work, before))) return nothingToCancel(work, before);
  return settle(work, before, await ask(work));
}

async function nothingToCancel(work: ResourceWork, before: ReplayStage): Promise<Step> {
  refuseWhileUnclear(work, before);
  await forgetIntent(work.ctx.db, work.run.id);
  return { kind: "more" };
}

/** Somebody of ours asked for it a moment ago, and has no answer: nobody may say that there is none. */
function refuseWhileUnclear(work: ResourceWork, before: ReplayStage): void {
  if (mayShowLater(work, before)) throw unclear("EventBridge does not show it yet.");
}

function unclear(why: string): Unavailable {
  return new Unavailable("aws-unavailable", `Whether the replay has begun is not known: ${why}`);
}

/** Before anything was asked for, a missing right is the end: there is nothing to resume. */
async function unlessDenied<T>(work: ResourceWork, before: ReplayStage, look: () => Promise<T>): Promise<T | Step> {
  return look().catch((error: unknown) => {
    if (!(error instanceof Forbidden)) throw error;
    const isCancelling = work.run.state === "cancelling";
    if (before.intentAt === undefined) return isCancelling ? { kind: "more" } : nothing(work, before, error.message);
    throw isCancelling ? error : unclear(error.message);
  });
}

/** False when a person wants it cancelled by now: then nothing is begun. */
async function commitIntent(work: ResourceWork, before: ReplayStage): Promise<boolean> {
  const { ctx, run } = work;
  const { archiveArn, busArn, ruleArns, from, until } = termsOf(work);
  const name = replayNameOf(run.planId);
  return inTransaction(ctx.db, async (tx) => {
    await fence(tx, work.lease);
    if ((await lockRun(tx, run.id))?.state !== "running") return false;
    const stop = await writeStopFor(tx, run.accountId);
    if (stop) refuseWhileUnclear(work, before);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    const wish = { id: ctx.newId("replay"), runId: run.id, name, archiveArn, busArn, ruleArns, from, until };
    await intendReplay(tx, run, wish);
    await noteTaskIntent(tx, run.id);
    await saveDriverState(tx, run.id, { replayName: name });
    return true;
  });
}

async function ask(work: ResourceWork): Promise<StartReplayResult> {
  const { run, aws } = work;
  const { archiveArn, busArn, ruleArns, from, until } = termsOf(work);
  const description = `Dead Letter Office, run R-${run.number} of ${run.requestedByName}`;
  const range = { from: new Date(from), until: new Date(until) };
  try {
    const name = replayNameOf(run.planId);
    return await aws.events.startReplay({ name, archiveArn, busArn, ruleArns, description, ...range });
  } catch (error) {
    if (error instanceof Forbidden) return { kind: "refused", reason: error.message };
    throw error;
  }
}

async function settle(work: ResourceWork, before: ReplayStage, result: StartReplayResult): Promise<Step | undefined> {
  switch (result.kind) {
    case "started":
      await saveDriverState(work.ctx.db, work.run.id, { replayState: "starting" });
      return undefined;
    case "name-taken":
      return adopt(work);
    case "too-many":
      return refused(
        work,
        before,
        `${MOST_ACTIVE} replays are active in this account and Region, the most that AWS allows`,
      );
    case "refused":
      return refused(work, before, result.reason);
    case "unknown":
      // It is looked for by its name the next time, and asked for again only where it is not there.
      throw unclear(result.reason);
  }
}

/** This time it was not started: an earlier time without an answer still counts. */
async function refused(work: ResourceWork, before: ReplayStage, why: string): Promise<Step> {
  if (before.intentAt !== undefined) await saveDriverState(work.ctx.db, work.run.id, { intentAt: before.intentAt });
  return nothing(work, before, why);
}

/** The name is ours alone, so one that has it is ours from before; unless it is for something else. */
async function adopt(work: ResourceWork): Promise<Step | undefined> {
  const found = await work.aws.events.describeReplay(replayNameOf(work.run.planId));
  if (!found)
    throw new Unavailable("aws-unavailable", "EventBridge knows the replay's name, and does not tell of it yet.");
  if (!isAsWished(found, termsOf(work))) return nameTaken(work);
  await keepSight(work, found);
  return undefined;
}

function nameTaken(work: ResourceWork): Promise<Step> {
  return nothing(work, {}, `another replay has the name ${replayNameOf(work.run.planId)} already. Make a new plan`);
}

async function nothing(work: ResourceWork, before: ReplayStage, why: string): Promise<Step> {
  refuseWhileUnclear(work, before);
  await forgetIntent(work.ctx.db, work.run.id);
  return { kind: "failed", reason: `${why.replace(/\.$/, "")}. Nothing was started.` };
}
