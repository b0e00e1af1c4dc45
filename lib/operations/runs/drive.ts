import { setTimeout as sleep } from "node:timers/promises";
import { EVERYTHING } from "@/lib/core/access/scope";
import { Conflict, DloError, Forbidden, NotFound, Unavailable } from "@/lib/core/errors";
import { isAboutQueue, isWriting } from "@/lib/core/plans/action";
import { grantsOfPlan } from "@/lib/core/plans/grants";
import { isActing } from "@/lib/core/runs/run";
import { findAccount } from "@/lib/db/accounts";
import { notifyChange } from "@/lib/db/notify";
import { getPlan } from "@/lib/db/plans";
import { findQueue } from "@/lib/db/queues";
import { closeItems } from "@/lib/db/run-items";
import { endStage, openStage, watchStage } from "@/lib/db/run-stages";
import { getRun, noteSentAll, type RunRow } from "@/lib/db/runs";
import { keepUnsent } from "@/lib/db/vault";
import { keepLease, type LeaseKeeper } from "../keep-lease";
import type { WorkerCtx } from "../worker-context";
import { reasonNotToBegin } from "./begin";
import { drivers, resourceDrivers } from "./drivers";
import { DeleteDenied } from "./drivers/draining/remove-done";
import type { DriverSession, ResourceWork, Step, Work } from "./drivers/driver";
import { openNextStage, pauseWhenTooManyCameBack } from "./observe";
import { stepRun } from "./step";

const SLICE_MS = 1_000;
/** Another worker takes over at most this long after the last sign of life. */
const LEASE_SECONDS = 10;

/**
 * Drives one run as far as it goes: until it rests, ends, is paused, or its lease is lost. Safe to call from any number of
 * workers: only the holder of the lease (the queue's, or that of a run about another resource) acts. Returns at once when
 * somebody else holds it.
 */
export async function driveRun(ctx: WorkerCtx, runId: string): Promise<void> {
  const run = await getRun(ctx.db, EVERYTHING, runId);
  if (!run || !isActing(run.state)) return;
  const keeper = await keepLease(ctx, {
    queueId: run.queueId ?? run.id,
    accountId: run.accountId,
    holder: `${ctx.workerId} run ${run.id}`,
    purpose: `run R-${run.number}`,
    seconds: LEASE_SECONDS,
  });
  if (!keeper) return;
  try {
    const work = await workFor(ctx, run, keeper);
    if (work && (await beginWhenDue(work))) await driveStages(work);
  } finally {
    await keeper.end();
  }
}

/** Stage after stage, as long as none of them is to be watched: each with a session that knows its stage. */
async function driveStages(first: Held): Promise<void> {
  let now: RunRow | undefined = first.run;
  while (now && isActing(now.state)) {
    const work: Held = { ...first, run: now };
    const session = await openSession(work);
    if (!session) return;
    const isNextOpen = await keepDriving(work, session).finally(() => session.close());
    if (!isNextOpen) return;
    now = await getRun(first.ctx.db, EVERYTHING, now.id);
  }
}

type Held = Work | ResourceWork;

async function workFor(ctx: WorkerCtx, run: RunRow, keeper: LeaseKeeper): Promise<Held | undefined> {
  const [plan, queue, account] = await Promise.all([
    getPlan(ctx.db, EVERYTHING, run.planId),
    run.queueId === null ? null : findQueue(ctx.db, run.queueId),
    findAccount(ctx.db, run.accountId),
  ]);
  if (!plan || queue === undefined || !account) {
    await end(ctx, run, { kind: "failed", reason: "its plan, queue or account is not there any more" });
    return undefined;
  }
  const { driver, detail } = plan;
  const aws = ctx.aws.session(account, {
    role: isWriting(plan.action) ? "operate" : "inspect",
    region: run.region,
    purpose: "run",
    run: { runId: run.id, grants: grantsOfPlan({ ...detail, driver, subjectArn: plan.subjectArn }) },
    signal: keeper.signal,
  });
  return { ctx, run, plan, queue, account, lease: keeper.lease, aws, signal: keeper.signal };
}

/** Waits out the undo window, checks again, and starts. False when the run does not (or not yet) act. */
async function beginWhenDue({ ctx, run, queue, account, signal }: Held): Promise<boolean> {
  if (run.state === "cancelling") return true;
  if (!run.isStartable) {
    await stepRun(ctx, run.id, { kind: "undo-window-open" });
    await sleep(Math.max(0, new Date(run.startAfter).getTime() - ctx.now().getTime()) + 50, undefined, {
      signal,
    }).catch(() => undefined);
    if (signal.aborted) return false;
  }
  const no = await reasonNotToBegin(ctx, run, queue, account);
  if (no) {
    // A run that was under way keeps what it did; a person decides what becomes of the rest.
    await end(ctx, run, { kind: run.state === "running" ? "pause" : "failed", reason: no });
    return false;
  }
  if (run.state === "running") return true;
  const state = await stepRun(ctx, run.id, { kind: "started" }, (tx) => openStage(tx, run.id, run.stage));
  return state === "running" || state === "cancelling";
}

/** Takes the run up. Passing faults are tried again with growing pauses; the rest ends or pauses the run. */
async function openSession(work: Held): Promise<DriverSession | undefined> {
  for (let failures = 0; !work.signal.aborted; failures++) {
    try {
      return await open(work);
    } catch (error) {
      const step = stepFor(error, work, failures);
      if (step.kind !== "more") return void (await endUnopened(work, step));
      await rest(failures + 1, work.signal);
    }
  }
  return undefined;
}

async function open(work: Held): Promise<DriverSession> {
  const { driver } = work.run;
  if (work.queue === null) {
    if (isAboutQueue(driver)) throw new NotFound("queue of the run", work.run.id);
    return resourceDrivers[driver].open(work);
  }
  if (!isAboutQueue(driver)) throw new NotFound("resource of the run", work.run.id);
  return drivers[driver].open(work);
}

/** What cannot be taken up can still be cancelled, unless AWS itself goes on with it. */
async function endUnopened(work: Held, step: Step): Promise<void> {
  const { ctx, run } = work;
  if (run.state === "cancelling" && !goesOnByItself(run)) await cancelled(ctx, run);
  else await end(ctx, run, step);
}

/** AWS goes on with it whether anybody drives it or not. */
function goesOnByItself({ driver }: RunRow): boolean {
  return driver === "move-task" || driver === "replay";
}

function rest(failures: number, signal: AbortSignal): Promise<unknown> {
  return sleep(Math.min(30_000, 500 * 2 ** failures), undefined, { signal }).catch(() => undefined);
}

/** Works until the run rests or ends. Returns whether its next stage is open, for which there is to be another session. */
async function keepDriving(work: Held, session: DriverSession): Promise<boolean> {
  const { ctx, run, signal } = work;
  let failures = 0;
  while (!signal.aborted) {
    const now = await getRun(ctx.db, EVERYTHING, run.id);
    if (now?.state === "cancelling") await cancel({ ...work, run: now }, session);
    if (now?.state !== "running" || (await pauseWhenTooManyCameBack(ctx, now))) return false;
    const before = failures;
    const step = await session
      .advance(SLICE_MS)
      .catch((error: unknown) => (signal.aborted ? MORE : stepFor(error, work, failures++)));
    // Only failures in a row count: a run may go on for days.
    if (failures === before) failures = 0;
    await notifyChange(ctx.db, { topic: "run", id: run.id, accountId: run.accountId });
    if (step.kind !== "more") return end(ctx, run, step);
    if (failures > 0) await rest(failures, signal);
  }
  return false;
}

const MORE: Step = { kind: "more" };
const MOST_FAILURES = 8;

/** What an error means for the run. A passing fault is tried again with growing pauses; what a person must mend pauses it. */
function stepFor(error: unknown, work: Held, failures = 0): Step {
  if (error instanceof DeleteDenied)
    return {
      kind: "pause",
      reason: `Deleting from the dead-letter queue was denied: ${error.message} What was sent is marked so and will not be sent again.`,
    };
  if (error instanceof Conflict && error.code === "writes-stopped")
    return { kind: "pause", reason: error.message, code: "writes-stopped" };
  if (error instanceof Conflict && error.code === "queue-busy") return MORE;
  if (error instanceof Forbidden) return withoutRight(work.run, error);
  if (error instanceof Unavailable && error.code === "aws-capability-absent") {
    const isMoveTask = work.run.driver === "move-task";
    const instead = isMoveTask ? " Our mover needs no such call: plan it without a move task." : "";
    return { kind: "failed", reason: `${error.message}${instead}` };
  }
  if (error instanceof NotFound) return { kind: "failed", reason: error.message };
  work.ctx.log.warn({ err: error, runId: work.run.id }, "a slice of a run failed");
  if (failures < MOST_FAILURES) return MORE;
  return {
    kind: "pause",
    reason: error instanceof DloError ? error.message : "Something unexpected failed several times; the log has it.",
  };
}

function withoutRight(run: RunRow, { message }: Forbidden): Step {
  if (run.state !== "cancelling" || !goesOnByItself(run)) return { kind: "pause", reason: message };
  return { kind: "vanished", reason: `it could not be cancelled: ${message} Whether it goes on is unknown` };
}

async function cancel({ ctx, run }: Held, session: DriverSession): Promise<void> {
  try {
    await session.cancel();
  } catch (error) {
    if (!(error instanceof Forbidden) || !goesOnByItself(run)) throw error;
    return void (await end(ctx, run, withoutRight(run, error)));
  }
  await cancelled(ctx, run);
}

async function cancelled(ctx: WorkerCtx, run: RunRow): Promise<void> {
  await stepRun(ctx, run.id, { kind: "cancelled" }, async (tx) => {
    await keepUnsent(tx, run.id);
    await closeItems(tx, run.id, "the run was cancelled before its turn");
  });
}

/** Writes down how the stage or the run ended. Returns whether the next stage was opened at once. */
async function end(ctx: WorkerCtx, run: RunRow, step: Step): Promise<boolean> {
  if (step.kind === "more") return false;
  const seconds = windowSeconds(run, step);
  await stepRun(ctx, run.id, step, async (tx) => {
    if (step.kind === "pause") return;
    if (step.kind === "stage-sent") return watchStage(tx, run.id, seconds);
    await keepUnsent(tx, run.id);
    if (step.kind !== "sent-all") return closeItems(tx, run.id, step.reason);
    await noteSentAll(tx, run.id);
    await watchStage(tx, run.id, seconds);
  });
  if (run.action !== "redrive") await notifyChange(ctx.db, { topic: "vault", id: run.id, accountId: run.accountId });
  if (seconds > 0) return false;
  if (step.kind === "stage-sent") return openNextStage(ctx, run, "none");
  if (step.kind === "sent-all")
    await stepRun(ctx, run.id, { kind: "observed" }, (tx) => endStage(tx, run.id, "none", "window"));
  return false;
}

/** How long what was sent is watched: only a redrive can have its messages come back. */
function windowSeconds({ action, detail }: RunRow, step: Step): number {
  if (action !== "redrive") return 0;
  return step.kind === "sent-all" ? detail.observationSeconds : detail.stageObservationSeconds;
}
