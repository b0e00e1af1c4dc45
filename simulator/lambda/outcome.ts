import { traceOf } from "./run-log";
import type { WorkResult } from "./work";

/** How a run ended, as the caller of the function sees it. */
export interface Outcome {
  readonly requestId: string;
  readonly version: string;
  /** The function threw or ran out of time; `payload` describes the error then. */
  readonly functionError?: "Unhandled";
  readonly errorType?: string;
  readonly errorMessage?: string;
  /** What the function gave back. */
  readonly payload: unknown;
  /** Base64, as LogType Tail gives it. */
  readonly logTail?: string;
}

interface RunIdentity {
  readonly requestId: string;
  readonly version: string;
  readonly timeoutSeconds: number;
}

export function outcomeOf({ requestId, version, timeoutSeconds }: RunIdentity, result: WorkResult): Outcome {
  if ("returned" in result) return { requestId, version, payload: result.returned };
  if ("threw" in result) {
    const { type: errorType, message: errorMessage } = result.threw;
    const payload = { errorType, errorMessage, trace: traceOf(result.threw) };
    return { requestId, version, functionError: "Unhandled", errorType, errorMessage, payload };
  }
  const errorType = "Sandbox.Timedout";
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  const payload = { errorType, errorMessage };
  return { requestId, version, functionError: "Unhandled", errorType, errorMessage, payload };
}
