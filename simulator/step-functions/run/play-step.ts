import type { World } from "../../service";
import { advance, wakeUp } from "./advance";
import { endBadly } from "./end-execution";
import { runningOf } from "./running";

/** A thread's time has come, unless the execution has ended or the thread has been told otherwise since. */
export function playStep(world: World, subject: unknown, now: number): void {
  // Only planStep plans this kind of job.
  const { executionArn, thread: id, wake } = subject as { executionArn: string; thread: number; wake: number };
  const running = runningOf(world, executionArn, now);
  const thread = running?.execution.threads[id];
  if (!running || !thread || running.execution.status !== "RUNNING" || thread.wake !== wake) return;
  if (thread.stage === "resting") thread.stage = "again";
  if (thread.stage === "sleep" || thread.stage === "task") wakeUp(running, thread);
  else advance(running, thread);
}

/** The whole execution has run longer than its TimeoutSeconds since its start or its latest redrive. */
export function playTimeout(world: World, subject: unknown, now: number): void {
  // Only planTimeout plans this kind of job.
  const { executionArn, redriveCount } = subject as { executionArn: string; redriveCount: number };
  const execution = world.stepFunctions.execution(executionArn);
  if (execution?.status !== "RUNNING" || execution.redrives.length !== redriveCount) return;
  endBadly(world, execution, "TIMED_OUT", { error: "States.Timeout" }, now);
}
