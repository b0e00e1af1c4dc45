import type { Door } from "../call";
import { describeExecution, executionInput } from "./describe-execution";
import { endedExecutions } from "./ended-executions";
import type { Executions } from "./executions";
import { lastSteps } from "./last-steps";
import { redriveExecution } from "./redrive-execution";
import { startExecution } from "./start-execution";

export function stepFunctionsOf(door: Door): Executions {
  return {
    endedExecutions: (machineArn, end, since) => endedExecutions(door, machineArn, end, since),
    describeExecution: (executionArn) => describeExecution(door, executionArn),
    executionInput: (executionArn) => executionInput(door, executionArn),
    lastSteps: (executionArn) => lastSteps(door, executionArn),
    redriveExecution: (executionArn, clientToken) => redriveExecution(door, executionArn, clientToken),
    startExecution: (wish) => startExecution(door, wish),
  };
}
