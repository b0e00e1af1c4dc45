import { setTimeout as sleep } from "node:timers/promises";
import type { MoveTask } from "@/lib/aws/aws";
import { Conflict } from "@/lib/core/errors";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { settleMoveTask } from "@/lib/db/move-task";
import { lockRun, saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import type { Driver, DriverSession, Step, Work } from "./driver";

/** What we remember of the task: intent before the call, handle after it. SQS shows a handle only while the task runs. */
interface TaskState {
  readonly intentAt?: string;
  readonly handle?: string;
}
const POLL_MS = 2_000;
/** Clocks of SQS and of ours may differ by this much when a task is recognised as the one we asked for. */
const CLOCK_DIFFERENCE_MS = 60_000;

/**
 * Move task: SQS itself moves every message of the dead-letter queue back to its source, with the operate role's rights.
 * After a crash our own task is adopted, never started twice; a stranger's running task is refused.
 */
export const moveTask: Driver = {
  name: "move-task",
  async open(work) {
    const begun = await begin(work);
    return "refused" in begun ? refusing(begun.refused) : watching(work, begun.handle);
  },
};

async function begin(work: Work): Promise<{ handle: string | null } | { refused: string }> {
  const state = work.run.driverState as TaskState;
  if (state.handle) return { handle: state.handle };
  const tasks = await work.aws.sqs.moveTasks(work.queue.arn);
  if (state.intentAt) {
    const ours = tasks.find((task) => isOurs(task, new Date(state.intentAt ?? 0)));
    if (ours) {
      await saveDriverState(work.ctx.db, work.run.id, { handle: ours.handle, wasAdopted: true });
      return { handle: ours.handle };
    }
  }
  if (tasks.some((task) => task.status === "RUNNING" || task.status === "CANCELLING"))
    return { refused: "another move task is running on this queue: somebody works in the console or another tool" };
  await commitIntent(work);
  const handle = await work.aws.sqs.startMoveTask({
    deadLetterQueueArn: work.queue.arn,
    ...(work.plan.detail.ratePerSecond ? { ratePerSecond: Math.ceil(work.plan.detail.ratePerSecond) } : {}),
  });
  await saveDriverState(work.ctx.db, work.run.id, { handle });
  return { handle };
}

async function commitIntent(work: Work): Promise<void> {
  await inTransaction(work.ctx.db, async (tx) => {
    await fence(tx, work.lease);
    await lockRun(tx, work.run.id);
    const stop = await writeStopFor(tx, work.run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    await saveDriverState(tx, work.run.id, { intentAt: work.ctx.now().toISOString() });
  });
}

/** A task begun after our intent, without a destination of its own, can only be ours: the lease shuts our others out. */
function isOurs(task: MoveTask, intentAt: Date): boolean {
  return (
    task.destinationArn === null &&
    task.startedAt !== null &&
    task.startedAt.getTime() >= intentAt.getTime() - CLOCK_DIFFERENCE_MS
  );
}

function refusing(reason: string): DriverSession {
  return { advance: async () => ({ kind: "failed", reason }), cancel: async () => {}, close: async () => {} };
}

function watching(work: Work, handle: string | null): DriverSession {
  return {
    async advance(): Promise<Step> {
      const [task] = await work.aws.sqs.moveTasks(work.queue.arn);
      if (!task)
        return { kind: "vanished", reason: "SQS does not know the move task any more: what it did is unknown" };
      await saveDriverState(work.ctx.db, work.run.id, {
        movedCount: task.movedCount,
        toMoveCount: task.toMoveCount,
        status: task.status,
      });
      if (task.status === "COMPLETED") {
        await settleMoveTask(work.ctx.db, work.run.id);
        return { kind: "sent-all" };
      }
      if (task.status === "FAILED")
        return { kind: "failed", reason: `SQS ended the move task: ${task.failureReason ?? "no reason given"}` };
      if (task.status === "CANCELLED")
        return { kind: "failed", reason: "the move task was cancelled outside of this run" };
      if (await writeStopFor(work.ctx.db, work.run.accountId)) {
        await cancelTask(work, handle);
        return {
          kind: "failed",
          reason: "all writes were stopped: the move task was cancelled; what it moved stays moved",
        };
      }
      await sleep(POLL_MS, undefined, { signal: work.signal });
      return { kind: "more" };
    },
    cancel: () => cancelTask(work, handle),
    async close() {},
  };
}

async function cancelTask(work: Work, handle: string | null): Promise<void> {
  const running = (await work.aws.sqs.moveTasks(work.queue.arn)).find((task) => task.status === "RUNNING");
  const known = handle ?? running?.handle ?? null;
  if (running && known) await work.aws.sqs.cancelMoveTask(known);
}
