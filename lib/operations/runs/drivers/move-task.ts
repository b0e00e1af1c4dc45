import { setTimeout as sleep } from "node:timers/promises";
import type { MoveTask } from "@/lib/aws/aws";
import { EVERYTHING } from "@/lib/core/access/scope";
import { Conflict } from "@/lib/core/errors";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { noteTaskIntent, settleMoveTask } from "@/lib/db/move-task";
import { getRun, lockRun, saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import type { Driver, DriverSession, Step, Work } from "./driver";
import { ownTask, tasksAlike } from "./own-task";

/** What we remember of the task: intent before the call, handle after it. SQS shows a handle only while the task runs. */
interface TaskState {
  readonly intentAt?: string;
  readonly handle?: string;
  /** When SQS says that it began: by this it is known when its handle is not shown any more. */
  readonly taskStartedAt?: string;
}
const POLL_MS = 2_000;
const ACTIVE = ["RUNNING", "CANCELLING"];

/**
 * Move task: SQS itself moves every message of the dead-letter queue back to its source, with the operate role's rights.
 * After a crash our own task is adopted, never started twice; a stranger's running task is refused and left alone, and when
 * nobody can tell whose one is, a person decides.
 */
export const moveTask: Driver = {
  name: "move-task",
  async open(work) {
    const end = await begin(work);
    return end ? ending(end) : watching(work);
  },
};

/** Starts the task, or finds the one that a worker before us started. Returns why there is nothing to watch. */
async function begin(work: Work): Promise<Step | undefined> {
  const state = await stateOf(work);
  if (state.handle || state.taskStartedAt) return undefined;
  const tasks = await work.aws.sqs.moveTasks(work.queue.arn);
  if (state.intentAt) {
    const found = ownTask(tasks, { ...wishOf(work), intentAt: new Date(state.intentAt) });
    if (found.kind === "ours") {
      await remember(work, { handle: found.task.handle, taskStartedAt: startOf(found.task), wasAdopted: true });
      return undefined;
    }
    if (found.kind === "uncertain") return { kind: "vanished", reason: UNCERTAIN };
  }
  // Nothing of it was ever begun, and nothing is begun to be cancelled.
  if (work.run.state === "cancelling") return { kind: "more" };
  if (tasks.some(({ status }) => ACTIVE.includes(status)))
    return {
      kind: "failed",
      reason: "another move task is running on this queue: somebody works in the console or another tool",
    };
  if (!(await commitIntent(work))) return { kind: "more" };
  const { ratePerSecond } = wishOf(work);
  const handle = await work.aws.sqs.startMoveTask({
    deadLetterQueueArn: work.queue.arn,
    ...(ratePerSecond === null ? {} : { ratePerSecond }),
  });
  await remember(work, { handle });
  return undefined;
}

const UNCERTAIN =
  "a worker died while it started a move task, and the one that is there may be ours or somebody else's: nobody can tell. It was left alone";

function wishOf({ plan }: Work) {
  const { ratePerSecond } = plan.detail;
  return { destinationArn: null, ratePerSecond: ratePerSecond === null ? null : Math.ceil(ratePerSecond) };
}

/** As the database has it: an attempt to begin that failed may have written more than this worker was given. */
async function stateOf({ ctx, run }: Work): Promise<TaskState> {
  return ((await getRun(ctx.db, EVERYTHING, run.id))?.driverState ?? {}) as TaskState;
}

function remember({ ctx, run }: Work, state: Record<string, unknown>): Promise<void> {
  return saveDriverState(ctx.db, run.id, state);
}

function startOf({ startedAt }: MoveTask): string | null {
  return startedAt?.toISOString() ?? null;
}

/** False when a person wants it cancelled by now: then nothing is begun. */
async function commitIntent(work: Work): Promise<boolean> {
  return inTransaction(work.ctx.db, async (tx) => {
    await fence(tx, work.lease);
    if ((await lockRun(tx, work.run.id))?.state !== "running") return false;
    const stop = await writeStopFor(tx, work.run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    await noteTaskIntent(tx, work.run.id);
    return true;
  });
}

function ending(step: Step): DriverSession {
  return { advance: async () => step, cancel: async () => {}, close: async () => {} };
}

function watching(work: Work): DriverSession {
  return {
    async advance(): Promise<Step> {
      const task = await findOurs(work);
      if (!task)
        return { kind: "vanished", reason: "SQS does not know the move task any more: what it did is unknown" };
      await remember(work, {
        movedCount: task.movedCount,
        toMoveCount: task.toMoveCount,
        status: task.status,
        taskStartedAt: startOf(task),
      });
      return (await endOf(work, task)) ?? nextLook(work);
    },
    async cancel() {
      const task = await findOurs(work);
      if (task) await cancelTask(work, task);
    },
    async close() {},
  };
}

async function nextLook({ signal }: Work): Promise<Step> {
  await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  return { kind: "more" };
}

/** By its handle while it runs, by the moment when it began afterwards: never simply the newest. */
async function findOurs(work: Work): Promise<MoveTask | undefined> {
  const { handle, taskStartedAt, intentAt } = await stateOf(work);
  const tasks = await work.aws.sqs.moveTasks(work.queue.arn);
  const byHandle = tasks.find((task) => handle !== undefined && task.handle === handle);
  if (byHandle || taskStartedAt) return byHandle ?? tasks.find((task) => startOf(task) === taskStartedAt);
  // SQS answered that it began: the only one like it is it, whatever the clocks say.
  const alike = tasksAlike(tasks, { ...wishOf(work), intentAt: new Date(intentAt ?? 0) });
  return alike.length === 1 ? alike[0] : undefined;
}

async function endOf(work: Work, task: MoveTask): Promise<Step | undefined> {
  if (task.status === "COMPLETED") {
    await settleMoveTask(work.ctx.db, work.run.id);
    return { kind: "sent-all" };
  }
  if (task.status === "FAILED")
    return { kind: "failed", reason: `SQS ended the move task: ${task.failureReason ?? "no reason given"}` };
  if (task.status === "CANCELLED") return { kind: "failed", reason: "the move task was cancelled outside of this run" };
  if (!(await writeStopFor(work.ctx.db, work.run.accountId))) return undefined;
  await cancelTask(work, task);
  return {
    kind: "failed",
    reason: "all writes were stopped: the move task was cancelled; what it moved stays moved",
  };
}

async function cancelTask(work: Work, task: MoveTask): Promise<void> {
  const handle = task.handle ?? (await stateOf(work)).handle;
  if (task.status === "RUNNING" && handle) await work.aws.sqs.cancelMoveTask(handle);
}
