import { setTimeout as sleep } from "node:timers/promises";
import type { DescribedReplay } from "@/lib/aws/events/events";
import { DloError } from "@/lib/core/errors";
import { howFar } from "@/lib/core/replays/progress";
import { replayNameOf } from "@/lib/core/replays/replay-name";
import { isActiveReplay } from "@/lib/core/replays/replay-state";
import { saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import type { DriverSession, ResourceDriver, ResourceWork, Step } from "./driver";
import { lookAt, mayShowLater, soFar, stateOf } from "./replaying/sight";
import { beginReplay } from "./replaying/start";

/** A short replay is over in seconds; a long one is not looked at each second. */
const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 10_000;
/** EventBridge stops before its next slice of a minute's events; how long that takes it does not say. */
const MOST_CANCELLING_MS = 60_000;

/**
 * Replay: EventBridge sends events of an archive again. The intent is committed under a name that follows from the plan, then
 * EventBridge is asked once. After a crash or a lost answer the replay is looked up by that name and adopted; EventBridge itself
 * refuses a second one under it, so none is ever started twice. Cancelling stops what has not been sent; nothing is recalled.
 */
export const replay: ResourceDriver = {
  name: "replay",
  async open(work) {
    const end = await beginReplay(work);
    return end ? ending(end) : watching(work);
  },
};

function ending(step: Step): DriverSession {
  return { advance: async () => step, cancel: async () => {}, close: async () => {} };
}

function watching(work: ResourceWork): DriverSession {
  let waitMs = FIRST_POLL_MS;
  const nextLook = async (): Promise<Step> => {
    await sleep(waitMs, undefined, { signal: work.signal }).catch(() => undefined);
    waitMs = Math.min(LONGEST_POLL_MS, waitMs * 1.2);
    return { kind: "more" };
  };
  return {
    async advance(): Promise<Step> {
      const found = await lookAt(work).catch((error: unknown) => unseen(work, error));
      if (found === "unseen") return nextLook();
      if (!found) return (await missing(work)) ?? nextLook();
      return (await endOf(work, found)) ?? nextLook();
    },
    cancel: () => cancel(work),
    close: async () => {},
  };
}

async function missing(work: ResourceWork): Promise<Step | undefined> {
  if (mayShowLater(work, await stateOf(work))) return undefined;
  return { kind: "vanished", reason: "EventBridge does not know the replay any more: what it did is unknown" };
}

/** EventBridge goes on whether we see it or not: such a run never rests, and tries to stop what is to be stopped. */
async function unseen(work: ResourceWork, error: unknown): Promise<"unseen"> {
  if (!(error instanceof DloError) || work.signal.aborted) throw error;
  work.ctx.log.warn({ err: error, runId: work.run.id }, "a replay could not be looked at");
  await tell(work, `How far it is could not be asked: ${error.message} EventBridge goes on with it.`);
  if (await writeStopFor(work.ctx.db, work.run.accountId))
    await work.aws.events.cancelReplay(replayNameOf(work.run.planId)).catch(() => false);
  return "unseen";
}

async function endOf(work: ResourceWork, found: DescribedReplay): Promise<Step | undefined> {
  const reached = howFar(soFar(work, found));
  const why = found.stateReason ? `${found.stateReason.replace(/\.$/, "")}. ` : "";
  switch (found.state) {
    case "completed":
      await tell(work, `${reached} EventBridge says so; what targets did with the events is not known here.`);
      return { kind: "sent-all" };
    case "failed":
      return { kind: "failed", reason: `EventBridge ended the replay: ${why || "no reason given. "}${reached}` };
    case "cancelled":
      return { kind: "failed", reason: `the replay was cancelled outside of this run. ${reached}` };
    case "unknown":
      return { kind: "vanished", reason: `EventBridge tells a state that is not known here. ${reached}` };
    default:
      return stopped(work);
  }
}

async function stopped(work: ResourceWork): Promise<Step | undefined> {
  if (!(await writeStopFor(work.ctx.db, work.run.accountId))) return undefined;
  const reached = await cancelled(work);
  return { kind: "failed", reason: `all writes were stopped: the replay was cancelled. ${reached}` };
}

async function cancel(work: ResourceWork): Promise<void> {
  await tell(work, `${await cancelled(work)} What was replayed stays so.`);
}

/** Cancels what is still going on and waits for its end. Returns how far it came. */
async function cancelled(work: ResourceWork): Promise<string> {
  const found = await soughtFor(work);
  if (!found) return "EventBridge does not know the replay: nothing of it is known to have been sent.";
  if (found.state === "starting" || found.state === "running") await work.aws.events.cancelReplay(found.name);
  const ended = isActiveReplay(found.state) ? await awaitEnd(work) : found;
  const late = ended.state === "completed" ? "It had ended before it could be cancelled. " : "";
  return `${late}${howFar(soFar(work, ended))}`;
}

/** One that was asked for a moment ago may only show later: to give it up would leave it going on. */
async function soughtFor(work: ResourceWork): Promise<DescribedReplay | undefined> {
  for (;;) {
    const found = await lookAt(work);
    if (found || !mayShowLater(work, await stateOf(work))) return found;
    await sleep(FIRST_POLL_MS, undefined, { signal: work.signal });
  }
}

async function awaitEnd(work: ResourceWork): Promise<DescribedReplay> {
  const deadlineMs = performance.now() + MOST_CANCELLING_MS;
  for (;;) {
    const now = await lookAt(work);
    if (now && (!isActiveReplay(now.state) || performance.now() > deadlineMs)) return now;
    if (!now) throw new Error("a replay that was being cancelled is not there any more");
    // Who stops now leaves the run cancelling: the next worker waits for the end.
    await sleep(FIRST_POLL_MS, undefined, { signal: work.signal });
  }
}

async function tell(work: ResourceWork, outcome: string): Promise<void> {
  await saveDriverState(work.ctx.db, work.run.id, { outcome });
}
