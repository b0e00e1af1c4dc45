import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DloError } from "@/lib/core/errors";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";
import type { AsyncInvocation, InvokeResult } from "./lambda";

const TIMEOUT_MS = 15_000;
/** What Lambda calls a payload that it will never take, whoever sends it again. */
const ABOUT_THE_PAYLOAD = [
  "RequestTooLargeException",
  "InvalidRequestContentException",
  "UnsupportedMediaTypeException",
];

/**
 * Hands a function one event to work on later, in one HTTP request that is never repeated. A payload that Lambda refuses is
 * *rejected*, a lost answer or a fault of AWS's own *unknown*. Denied, throttled or without such a function it throws, and
 * nothing was done.
 */
export async function invokeAsync(door: Door, { functionArn, payload }: AsyncInvocation): Promise<InvokeResult> {
  const command = new InvokeCommand({
    FunctionName: functionArn,
    InvocationType: "Event",
    Payload: new TextEncoder().encode(payload),
  });
  try {
    const answer = await call(
      door,
      { action: "lambda:InvokeFunction", resource: functionArn, isOnce: true, timeoutMs: TIMEOUT_MS },
      (wire) => door.clients.lambdaOnce.send(command, wire),
    );
    return { kind: "accepted", requestId: answer.$metadata.requestId ?? "" };
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    if (isEffectUnknown(error)) return { kind: "unknown", reason: error.message };
    const code = String(error.detail.awsCode);
    if (ABOUT_THE_PAYLOAD.includes(code)) return { kind: "rejected", code, message: error.message };
    throw error;
  }
}
