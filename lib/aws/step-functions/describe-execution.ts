import { DescribeExecutionCommand, type DescribeExecutionCommandOutput } from "@aws-sdk/client-sfn";
import { call, type Door } from "../call";
import { isAboutKey } from "./about-key";
import type { ExecutionDescription, ExecutionInput } from "./executions";

export async function describeExecution(door: Door, executionArn: string): Promise<ExecutionDescription> {
  const told = await readExecution(door, executionArn);
  return {
    status: told.status ?? "",
    startedAt: told.startDate ?? null,
    stoppedAt: told.stopDate ?? null,
    error: told.error ?? null,
    cause: told.cause ?? null,
    redriveStatus: told.redriveStatus ?? null,
    redriveReason: told.redriveStatusReason ?? null,
    redriveCount: told.redriveCount ?? 0,
    redrivenAt: told.redriveDate ?? null,
    aliasArn: told.stateMachineAliasArn ?? null,
  };
}

export async function executionInput(door: Door, executionArn: string): Promise<ExecutionInput> {
  const told = await readExecution(door, executionArn);
  const isThere = told.inputDetails?.included !== false && told.input !== undefined;
  return {
    machineArn: told.stateMachineArn ?? "",
    aliasArn: told.stateMachineAliasArn ?? null,
    status: told.status ?? "",
    stoppedAt: told.stopDate ?? null,
    input: isThere ? (told.input ?? null) : null,
  };
}

/** Without the data there is no error either. Input and output come along and go no further than they are asked for. */
async function readExecution(door: Door, executionArn: string): Promise<DescribeExecutionCommandOutput> {
  const options = { action: "states:DescribeExecution", resource: executionArn, isControlPlane: true };
  const read = (includedData: "ALL_DATA" | "METADATA_ONLY") =>
    call(door, options, (wire) =>
      door.clients.sfn.send(new DescribeExecutionCommand({ executionArn, includedData }), wire),
    );
  return read("ALL_DATA").catch((error) => {
    if (isAboutKey(error)) return read("METADATA_ONLY");
    throw error;
  });
}
