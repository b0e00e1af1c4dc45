import { RedriveExecutionCommand } from "@aws-sdk/client-sfn";
import { DloError } from "@/lib/core/errors";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";
import type { RedriveResult } from "./executions";

const TIMEOUT_MS = 15_000;
/** What Step Functions says of an execution that it will not redrive. */
const ABOUT_THE_EXECUTION = ["ExecutionNotRedrivable", "InvalidArn", "ValidationException"];

/** In one HTTP request that the SDK never repeats: whoever repeats it knows that its token is remembered for 15 minutes only. */
export async function redriveExecution(door: Door, executionArn: string, clientToken: string): Promise<RedriveResult> {
  const command = new RedriveExecutionCommand({ executionArn, clientToken });
  try {
    const { redriveDate } = await call(
      door,
      { action: "states:RedriveExecution", resource: executionArn, isOnce: true, timeoutMs: TIMEOUT_MS },
      (wire) => door.clients.sfnOnce.send(command, wire),
    );
    return redriveDate
      ? { kind: "redriven", at: redriveDate }
      : { kind: "unknown", reason: "Step Functions answered without the time of the redrive" };
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    if (isEffectUnknown(error)) return { kind: "unknown", reason: error.message };
    const code = String(error.detail.awsCode);
    if (ABOUT_THE_EXECUTION.includes(code)) return { kind: "rejected", code, message: error.message };
    throw error;
  }
}
