import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DloError } from "@/lib/core/errors";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";
import type { StartResult } from "./executions";

const TIMEOUT_MS = 15_000;
/** What Step Functions says of a start that it will never make. */
const ABOUT_THE_START = [
  "InvalidArn",
  "InvalidExecutionInput",
  "InvalidName",
  "StateMachineDeleting",
  "ValidationException",
];

/** In one HTTP request that the SDK never repeats: by its name whoever asks finds out what became of it. */
export async function startExecution(
  door: Door,
  { machineArn, name, input }: { readonly machineArn: string; readonly name: string; readonly input: string },
): Promise<StartResult> {
  const command = new StartExecutionCommand({ stateMachineArn: machineArn, name, input });
  try {
    const { executionArn } = await call(
      door,
      { action: "states:StartExecution", resource: machineArn, isOnce: true, timeoutMs: TIMEOUT_MS },
      (wire) => door.clients.sfnOnce.send(command, wire),
    );
    return executionArn
      ? { kind: "started", executionArn }
      : { kind: "unknown", reason: "Step Functions answered without the execution" };
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    if (isEffectUnknown(error)) return { kind: "unknown", reason: error.message };
    const code = String(error.detail.awsCode);
    if (code === "ExecutionAlreadyExists") return { kind: "exists" };
    if (ABOUT_THE_START.includes(code)) return { kind: "rejected", code, message: error.message };
    throw error;
  }
}
