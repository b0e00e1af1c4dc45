import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { booleanIn, textIn } from "../../wire/input";
import { invalidName, missing, notSimulated, typeNotSupported, validationError } from "../errors";
import { inputProblem, isExecutionName } from "../execution-input";
import { executionIn, machineIn } from "../find-by-arn";
import { pageOf } from "../page";
import { endBadly } from "../run/end-execution";
import type { Execution } from "../run/execution";
import { shownEvent } from "../run/history";
import { whyNotRedrivable } from "../run/redrivability";
import { executionArn, startExecution } from "../start-execution";

type Input = Readonly<Record<string, unknown>>;

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];
const LONGEST_ERROR = 256;
const LONGEST_CAUSE = 32_768;

/** Step Functions StartExecution: the name and input of an execution that runs give that one again. */
export function StartExecution(call: Call, request: Input) {
  const machine = machineIn(call, request);
  const { world } = call;
  const [name, input] = [textIn(request, "name") ?? world.uuid(), textIn(request, "input") ?? "{}"];
  if (!isExecutionName(name)) throw invalidName(name);
  const problem = inputProblem(input);
  if (problem) throw new AwsError("InvalidExecutionInput", problem);
  if (machine.status === "DELETING") {
    throw new AwsError("StateMachineDeleting", `State Machine Deleting: '${machine.arn}'`);
  }
  const arn = executionArn(machine, name, "");
  const before = machine.type === "STANDARD" ? world.stepFunctions.execution(arn) : undefined;
  if (before && (before.status !== "RUNNING" || before.input !== input)) {
    throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
  }
  const execution = before ?? startExecution(world, machine, { name, input }, world.clock.now());
  return { executionArn: execution.arn, startDate: new Date(execution.startedAt) };
}

/** Step Functions DescribeExecution; Standard only. */
export function DescribeExecution(call: Call, request: Input) {
  const { execution, machine } = executionIn(call, request);
  const { input, output, failure } = execution;
  const reason = whyNotRedrivable(execution, machine, call.world.clock.now());
  const isHidden = textIn(request, "includedData") === "METADATA_ONLY";
  const included = { included: !isHidden };
  return {
    ...listed(execution),
    ...(isHidden ? {} : { input, output, error: failure?.error, cause: failure?.cause }),
    inputDetails: included,
    outputDetails: output === undefined ? undefined : included,
    redriveStatus: reason ? "NOT_REDRIVABLE" : "REDRIVABLE",
    redriveStatusReason: reason,
  };
}

function listed(execution: Execution) {
  const { arn, machineArn, name, status, startedAt, endedAt, redrives } = execution;
  const redrivenAt = redrives.at(-1)?.at;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: new Date(startedAt),
    stopDate: endedAt === undefined ? undefined : new Date(endedAt),
    redriveCount: redrives.length,
    redriveDate: redrivenAt === undefined ? undefined : new Date(redrivenAt),
  };
}

/** Step Functions ListExecutions, latest start first; Standard only. */
export function ListExecutions(call: Call, input: Input) {
  if (input.mapRunArn !== undefined) throw notSimulated("mapRunArn");
  if (input.stateMachineArn === undefined) throw missing("stateMachineArn");
  const machine = machineIn(call, input);
  if (machine.type === "EXPRESS") throw typeNotSupported();
  if (input.redriveFilter !== undefined) throw validationError("redriveFilter is only valid together with mapRunArn");
  const status = textIn(input, "statusFilter");
  if (status !== undefined && !STATUSES.includes(status)) {
    throw validationError(
      `1 validation error detected: Value '${status}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [${STATUSES.join(", ")}]`,
    );
  }
  const all = call.world.stepFunctions.executionsOf(machine.arn);
  const wanted = all.filter((execution) => status === undefined || execution.status === status).reverse();
  const { shown, nextToken } = pageOf(wanted, input, ({ arn }) => arn);
  return { executions: shown.map(listed), nextToken };
}

/** Step Functions GetExecutionHistory; Standard only. */
export function GetExecutionHistory(call: Call, input: Input) {
  const { execution } = executionIn(call, input);
  const isReverse = booleanIn(input, "reverseOrder") ?? false;
  const withData = booleanIn(input, "includeExecutionData") ?? true;
  const events = isReverse ? execution.history.toReversed() : execution.history;
  const { shown, nextToken } = pageOf(events, input, ({ id }) => String(id));
  return { events: shown.map((event) => shownEvent(event, withData)), nextToken };
}

/** Step Functions StopExecution; one that has ended stays as it is. */
export function StopExecution(call: Call, input: Input) {
  const { execution } = executionIn(call, input);
  const [error, cause] = [textIn(input, "error"), textIn(input, "cause")];
  if ((error?.length ?? 0) > LONGEST_ERROR || (cause?.length ?? 0) > LONGEST_CAUSE) {
    throw validationError("error or cause is longer than allowed");
  }
  const now = call.world.clock.now();
  if (execution.status === "RUNNING") endBadly(call.world, execution, "ABORTED", { error, cause }, now);
  return { stopDate: new Date(execution.endedAt ?? now) };
}
