import { mayDeliver } from "../delivery/may-deliver";
import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";
import { inputProblem, isExecutionName } from "./execution-input";
import { executionArn, startExecution } from "./start-execution";

/** Starts an execution for a service, with the sender's role. A name that was used before is `exists`. */
export function startFor(
  world: World,
  sender: Sender,
  stateMachineArn: string,
  input: string,
  now: number,
  name = world.uuid(),
): Delivered {
  const machine = world.stepFunctions.machine(stateMachineArn);
  if (!machine) {
    const message = `State Machine Does Not Exist: '${stateMachineArn}'`;
    return { kind: "missing", code: "StateMachineDoesNotExist", message };
  }
  const refused = mayDeliver(world, sender, "states:StartExecution", stateMachineArn, undefined, now);
  if (refused) return refused;
  if (machine.status === "DELETING") {
    return { kind: "missing", code: "StateMachineDeleting", message: `State Machine Deleting: '${stateMachineArn}'` };
  }
  if (!isExecutionName(name)) return { kind: "invalid", code: "InvalidName", message: `Invalid Name: '${name}'` };
  const problem = inputProblem(input);
  if (problem) return { kind: "invalid", code: "InvalidExecutionInput", message: problem };
  const arn = executionArn(machine, name, "");
  if (world.stepFunctions.execution(arn)) {
    return { kind: "exists", code: "ExecutionAlreadyExists", message: `Execution Already Exists: '${arn}'` };
  }
  startExecution(world, machine, { name, input }, now);
  return undefined;
}
