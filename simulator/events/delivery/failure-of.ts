import type { DeliveryProblem, ProblemKind } from "../../delivery/sender";
import type { Failure } from "./delivery";

const CODES: Readonly<Record<ProblemKind, string>> = {
  permission: "NO_PERMISSIONS",
  assumeRole: "FAILED_TO_ASSUME_ROLE",
  missing: "NO_RESOURCE",
  throttled: "THROTTLING",
  timeout: "TIMEOUT",
  unavailable: "ERROR_FROM_TARGET",
  invalid: "INVALID_PARAMETER",
  exists: "RESOURCE_ALREADY_EXISTS",
  limit: "RESOURCE_LIMIT_EXCEEDED",
};

/** What a bus says in EventBridge's own words already. */
const BUS_CODES = new Set([
  "CROSS_ACCOUNT_INGESTION_FAILED",
  "CROSS_REGION_INGESTION_FAILED",
  "THIRD_ACCOUNT_HOP_DETECTED",
  "THIRD_REGION_HOP_DETECTED",
]);

const RETRYABLE: ReadonlySet<ProblemKind> = new Set(["throttled", "timeout", "unavailable", "limit"]);

/** AWS's own server errors; any other error of a target is the target's. */
const INTERNAL = /^(Internal|Service(Unavailable|Exception))/;

/**
 * A target's answer in the words of the dead-letter message: ERROR_CODE by the names of the EventBridge User Guide
 * ("Using dead-letter queues"), which names the codes and not their causes. Missing permissions, missing targets and
 * what the target refuses are not tried again.
 */
export function failureOf({ kind, code, message }: DeliveryProblem): Failure {
  const isInternal = kind === "unavailable" && INTERNAL.test(code);
  const errorCode = BUS_CODES.has(code) ? code : isInternal ? "INTERNAL_ERROR" : CODES[kind];
  return { errorCode, message: message || code, isRetryable: RETRYABLE.has(kind) };
}
