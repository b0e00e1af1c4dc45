import type { World } from "../../service";
import { definitionOf } from "../definition/check-definition";
import { type Definition, groupOf, type State } from "../definition/definition";
import type { Scope } from "../language/json-path";
import type { StateMachine } from "../state";
import type { Execution, Thread } from "./execution";

/** An execution while it moves: everything that a step needs. */
export interface Running {
  readonly world: World;
  readonly execution: Execution;
  readonly machine: StateMachine;
  readonly definition: Definition;
  readonly roleArn: string;
  readonly now: number;
}

/** Undefined when the execution or its machine is gone. */
export function runningOf(world: World, executionArn: string, now: number): Running | undefined {
  const execution = world.stepFunctions.execution(executionArn);
  const machine = execution && world.stepFunctions.machine(execution.machineArn);
  const revision = machine?.revisions[execution?.revisionId ?? ""];
  if (!execution || !machine || !revision) return undefined;
  return { world, execution, machine, definition: definitionOf(revision.definition), roleArn: revision.roleArn, now };
}

/** The state in which a thread is. */
export function stateOf(running: Running, thread: Thread): State {
  const parent = thread.parent === undefined ? undefined : running.execution.threads[thread.parent];
  const group = parent ? groupOf(stateOf(running, parent), thread.index) : running.definition;
  const state = group?.States[thread.state];
  if (!state) throw new Error(`${running.execution.arn} is in an unknown state: ${thread.state}`);
  return state;
}

/** Lets the thread go on at `at`; what was planned for it before is void. */
export function planStep({ world, execution }: Running, thread: Thread, at: number): void {
  thread.wake += 1;
  const subject = { executionArn: execution.arn, thread: thread.id, wake: thread.wake };
  world.agenda.plan({ at, kind: "states.step", subject });
}

/** What paths of the state see: its raw input, and the context object behind `$$`. */
export function scopeOf({ execution, machine, roleArn }: Running, thread: Thread): Scope {
  const context = {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input),
      Name: execution.name,
      RoleArn: roleArn,
      StartTime: new Date(execution.startedAt).toISOString(),
      RedriveCount: execution.redrives.length,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    State: {
      Name: thread.state,
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      RetryCount: Object.values(thread.retries).reduce((sum, used) => sum + used, 0),
    },
    ...(thread.item && { Map: { Item: thread.item } }),
  };
  return { data: thread.input, context };
}
