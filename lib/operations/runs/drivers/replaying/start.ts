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
import { isAsWished, keepSight, stateOf, termsOf } from "./sight";

/** Starts the replay, or finds the one that was started before. Returns why there is nothing to watch. */
export async function beginReplay(work: ResourceWork): Promise<Step | undefined> {
  const { run, aws } = work;
  const state = await stateOf(work);
  if (state.replayState) return undefined;
  const terms = termsOf(work);
  const found = await unlessDenied(work, () => aws.events.describeReplay(replayNameOf(run.planId)), state.intentAt);
  if (found && "kind" in found) return found;
  if (found) {
    // Without an intent nobody of ours asked for it, whatever it looks like.
    if (state.intentAt === undefined || !isAsWished(found, terms)) return nameTaken(work);
    await keepSight(work, found);
    return undefined;
  }
  if (run.state === "cancelling") {
    await forgetIntent(work.ctx.db, run.id);
    return { kind: "more" };
  }
  const changed = await unlessDenied(work, () => changedTargets(work), state.intentAt);
  if (changed && typeof changed !== "string") return changed;
  if (changed) return nothing(work, changed);
  await commitIntent(work);
  return settle(work, await ask(work));
}

/** Before anything was asked for, a missing right is the end: there is nothing to resume. */
async function unlessDenied<T>(
  work: ResourceWork,
  look: () => Promise<T>,
  intentAt: string | undefined,
): Promise<T | Step> {
  return look().catch((error: unknown) => {
    if (error instanceof Forbidden && intentAt === undefined) return nothing(work, error.message);
    throw error;
  });
}

async function commitIntent(work: ResourceWork): Promise<void> {
  const { ctx, run } = work;
  const { archiveArn, busArn, ruleArns, from, until } = termsOf(work);
  const name = replayNameOf(run.planId);
  await inTransaction(ctx.db, async (tx) => {
    await fence(tx, work.lease);
    await lockRun(tx, run.id);
    const stop = await writeStopFor(tx, run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    const wish = { id: ctx.newId("replay"), runId: run.id, name, archiveArn, busArn, ruleArns, from, until };
    await intendReplay(tx, run, wish);
    await noteTaskIntent(tx, run.id);
    await saveDriverState(tx, run.id, { replayName: name });
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

async function settle(work: ResourceWork, result: StartReplayResult): Promise<Step | undefined> {
  switch (result.kind) {
    case "started":
      await saveDriverState(work.ctx.db, work.run.id, { replayState: "starting" });
      return undefined;
    case "name-taken":
      return adopt(work);
    case "too-many":
      return nothing(work, `${MOST_ACTIVE} replays are active in this account and Region, the most that AWS allows`);
    case "refused":
      return nothing(work, result.reason);
    case "unknown":
      // It is looked for by its name the next time, and asked for again only where it is not there.
      throw new Unavailable("aws-unavailable", `Whether the replay has begun is not known: ${result.reason}`);
  }
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
  return nothing(work, `another replay has the name ${replayNameOf(work.run.planId)} already. Make a new plan`);
}

async function nothing(work: ResourceWork, why: string): Promise<Step> {
  await forgetIntent(work.ctx.db, work.run.id);
  return failed(`${why.replace(/\.$/, "")}. Nothing was started.`);
}

function failed(reason: string): Step {
  return { kind: "failed", reason };
}
