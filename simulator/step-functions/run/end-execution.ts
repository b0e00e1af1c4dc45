import type { World } from "../../service";
import type { ErrorOutput } from "../language/execution-error";
import type { StateMachine } from "../state";
import { countOnMachine } from "../state-metrics";
import type { Execution, ExecutionStatus } from "./execution";
import { record } from "./history";
import { abortThread } from "./threads";

const ENDS: Readonly<Record<Exclude<ExecutionStatus, "RUNNING">, string>> = {
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "TimedOut",
  ABORTED: "Aborted",
};

export function succeed(world: World, execution: Execution, output: unknown, now: number): void {
  execution.output = JSON.stringify(output);
  record(execution, execution.threads[1], "ExecutionSucceeded", now, { output });
  execution.threads = {};
  end(world, execution, "SUCCEEDED", now);
}

/** Ends an execution without success. Its threads stay as they are, for a redrive. */
export function endBadly(
  world: World,
  execution: Execution,
  status: "FAILED" | "TIMED_OUT" | "ABORTED",
  failure: Partial<ErrorOutput>,
  now: number,
): void {
  const root = execution.threads[1];
  if (root) abortThread(execution, root);
  execution.failure = failure;
  record(execution, root, `Execution${ENDS[status]}`, now, { ...failure });
  end(world, execution, status, now);
}

function end(world: World, execution: Execution, status: keyof typeof ENDS, now: number): void {
  const { machineArn, startedAt, redrives } = execution;
  execution.status = status;
  execution.endedAt = now;
  countOnMachine(world, machineArn, `Executions${ENDS[status]}`, now);
  if (redrives.length > 0) countOnMachine(world, machineArn, `RedrivenExecutions${ENDS[status]}`, now);
  countOnMachine(world, machineArn, "ExecutionTime", now, now - startedAt);
  const state = world.stepFunctions;
  if (execution.isExpress) state.removeExecution(execution);
  const machine = state.machine(machineArn);
  if (machine?.status === "DELETING") removeIfIdle(world, machine);
}

/** A machine that is being deleted goes with its last running execution. */
export function removeIfIdle({ stepFunctions }: World, machine: StateMachine): void {
  const isIdle = stepFunctions.executionsOf(machine.arn).every(({ status }) => status !== "RUNNING");
  if (isIdle) stepFunctions.removeMachine(machine);
}
