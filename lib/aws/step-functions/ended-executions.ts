import { DescribeExecutionCommand, type ExecutionStatus, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { call, type Door } from "../call";
import type { ExecutionList, Executions } from "./executions";

/** Step Functions' newest, in one call. */
const MOST_LISTED = 1000;

export function stepFunctionsOf(door: Door): Executions {
  return {
    endedExecutions: (machineArn, end, since) => endedExecutions(door, machineArn, end, since),
    describeExecution: (executionArn) => describeExecution(door, executionArn),
  };
}

async function endedExecutions(
  door: Door,
  stateMachineArn: string,
  statusFilter: ExecutionStatus,
  since: Date,
): Promise<ExecutionList> {
  const command = new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: MOST_LISTED });
  const options = { action: "states:ListExecutions", resource: stateMachineArn, isControlPlane: true };
  const { executions = [], nextToken } = await call(door, options, (wire) => door.clients.sfn.send(command, wire));
  const ended = executions.flatMap(({ executionArn: arn, name, startDate: startedAt, stopDate: stoppedAt }) =>
    arn && name && startedAt && stoppedAt && stoppedAt >= since ? [{ arn, name, startedAt, stoppedAt }] : [],
  );
  return { executions: ended, isCut: Boolean(nextToken) };
}

async function describeExecution(door: Door, executionArn: string) {
  // Without the data there is no error either. Input and output come along and go no further.
  const command = new DescribeExecutionCommand({ executionArn, includedData: "ALL_DATA" });
  const options = { action: "states:DescribeExecution", resource: executionArn, isControlPlane: true };
  const { error, cause } = await call(door, options, (wire) => door.clients.sfn.send(command, wire));
  return { error: error ?? null, cause: cause ?? null };
}
