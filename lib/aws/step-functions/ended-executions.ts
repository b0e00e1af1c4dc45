import { type ExecutionStatus, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { call, type Door } from "../call";
import type { ExecutionList } from "./executions";

/** Step Functions' newest, in one call. */
const MOST_LISTED = 1000;

export async function endedExecutions(
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
