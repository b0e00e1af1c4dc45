import type { Call } from "../service";
import { textIn } from "../wire/input";
import { executionDoesNotExist, invalidArn, machineDoesNotExist, missing, notSimulated } from "./errors";
import type { Execution } from "./run/execution";
import type { StateMachine } from "./state";

type Input = Readonly<Record<string, unknown>>;

const MACHINE = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:([^:/]+)([:/].+)?$/;
const EXECUTION = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:execution:[^:]+:[^:]+$/;

export function requiredText(input: Input, name: string): string {
  const text = textIn(input, name);
  if (!text) throw missing(name);
  return text;
}

/** The state machine of a request, allowed to the caller. Versions, aliases and labels are refused. */
export function machineIn(call: Call, input: Input, name = "stateMachineArn"): StateMachine {
  const arn = checkedMachineArn(call, requiredText(input, name));
  const machine = call.world.stepFunctions.machine(arn);
  if (!machine || arn.split(":")[3] !== call.region) throw machineDoesNotExist(arn);
  return machine;
}

/** Looks at the ARN's form and asks for permission; the machine may be absent. */
export function checkedMachineArn(call: Call, arn: string): string {
  const [isArn, , qualifier] = MACHINE.exec(arn) ?? [];
  if (!isArn) throw invalidArn(arn);
  if (qualifier) throw notSimulated("A qualified state machine ARN");
  call.authorize(arn);
  return arn;
}

/** The execution of a request, allowed to the caller, with its machine. Executions of Express machines are never found. */
export function executionIn(call: Call, input: Input): { execution: Execution; machine: StateMachine } {
  const arn = requiredText(input, "executionArn");
  if (!EXECUTION.test(arn)) throw invalidArn(arn);
  call.authorize(arn);
  const execution = call.world.stepFunctions.execution(arn);
  const machine = execution && call.world.stepFunctions.machine(execution.machineArn);
  if (!execution || !machine || execution.region !== call.region) throw executionDoesNotExist(arn);
  return { execution, machine };
}
