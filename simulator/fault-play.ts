import { AwsError } from "./aws-error";
import type { FaultRule } from "./faults";
import { accessDenied } from "./iam/access-denied";
import { expiredToken } from "./iam/authenticate";
import type { Call } from "./service";

/** The connection ends without an answer. */
export class SocketCut extends Error {}

/** How long a call hangs that a `timeout` without `ms` strikes. */
export const HANG_MS = 60_000;

/** Plays what strikes before the call takes effect: waits, throws AwsError, or throws SocketCut. */
export async function playBefore(rules: readonly FaultRule[], call: Call): Promise<void> {
  for (const rule of rules) {
    if (rule.kind === "delayMs") await call.world.clock.sleep(rule.ms ?? 0, call.signal);
    else if (!rule.afterEffect) await playDoorFault(rule, call);
  }
}

/** Plays what strikes after the effect: the call was done, its answer is lost. */
export async function playAfter(rules: readonly FaultRule[], call: Call): Promise<void> {
  for (const rule of rules) {
    if (rule.kind === "resetAfter") throw new SocketCut();
    if (rule.afterEffect) await playDoorFault(rule, call);
  }
}

async function playDoorFault(rule: FaultRule, call: Call): Promise<void> {
  if (rule.kind === "timeout") await call.world.clock.sleep(rule.ms ?? HANG_MS, call.signal);
  if (rule.kind === "timeout" || rule.kind === "resetBefore") throw new SocketCut();
  const answer = faultAnswer(rule, call);
  if (answer) throw answer;
}

/** The error that a fault answers in AWS's place; undefined for kinds that answer nothing. */
export function faultAnswer(
  rule: FaultRule,
  { action, principalArn }: Pick<Call, "action" | "principalArn">,
): AwsError | undefined {
  switch (rule.kind) {
    case "throttle":
      return throttled(action, rule.code);
    case "5xx":
      return serverError(rule.status ?? 503);
    case "accessDenied":
      return accessDenied(
        principalArn,
        action,
        undefined,
        `because no identity-based policy allows the ${action} action`,
      );
    case "expiredToken":
      return expiredToken();
    default:
      return undefined;
  }
}

function throttled(action: string, code: string | undefined): AwsError {
  if (code) return new AwsError(code, "Rate exceeded");
  if (action.startsWith("sqs:")) return new AwsError("RequestThrottled", "Request is throttled.", { status: 403 });
  if (action.startsWith("lambda:")) return new AwsError("TooManyRequestsException", "Rate exceeded", { status: 429 });
  if (action.startsWith("s3:")) return new AwsError("SlowDown", "Please reduce your request rate.", { status: 503 });
  return new AwsError("ThrottlingException", "Rate exceeded", { queryCode: "Throttling" });
}

function serverError(status: number): AwsError {
  const code = status === 503 ? "ServiceUnavailable" : "InternalFailure";
  const message =
    status === 503
      ? "Service is currently unavailable."
      : "The request processing has failed because of an unknown error.";
  return new AwsError(code, message, { status });
}
