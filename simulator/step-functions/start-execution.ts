import type { World } from "../service";
import { definitionOf } from "./definition/check-definition";
import type { Execution } from "./run/execution";
import { record } from "./run/history";
import { planTimeout } from "./run/plan-timeout";
import { planStep, type Running } from "./run/running";
import { addThread } from "./run/threads";
import type { StateMachine } from "./state";
import { countOnMachine } from "./state-metrics";

/** The ARN that an execution of this machine has by its name. */
export function executionArn({ arn, type }: StateMachine, name: string, id: string): string {
  if (type === "STANDARD") return `${arn.replace(":stateMachine:", ":execution:")}:${name}`;
  return `${arn.replace(":stateMachine:", ":express:")}:${name}:${id}`;
}

/** Starts an execution of the machine's current definition; its first step is planned for now. The name must be free. */
export function startExecution(
  world: World,
  machine: StateMachine,
  { name, input }: { readonly name: string; readonly input: string },
  now: number,
): Execution {
  const revision = machine.revisions[machine.currentRevision];
  if (!revision) throw new Error(`${machine.arn} has no current definition`);
  const execution: Execution = {
    arn: executionArn(machine, name, world.uuid()),
    machineArn: machine.arn,
    accountId: machine.accountId,
    region: machine.region,
    name,
    isExpress: machine.type === "EXPRESS",
    revisionId: machine.currentRevision,
    input,
    startedAt: now,
    status: "RUNNING",
    redrives: [],
    threads: {},
    lastThread: 0,
    eventCount: 0,
    history: [],
  };
  world.stepFunctions.addExecution(execution, now);
  const definition = definitionOf(revision.definition);
  const running: Running = { world, execution, machine, definition, roleArn: revision.roleArn, now };
  const parsed: unknown = JSON.parse(input);
  const root = addThread(execution, { index: 0, state: definition.StartAt, input: parsed, previousEventId: 0 }, now);
  record(execution, root, "ExecutionStarted", now, { input: parsed, roleArn: revision.roleArn });
  countOnMachine(world, machine.arn, "ExecutionsStarted", now);
  planTimeout(running);
  planStep(running, root, now);
  return execution;
}
