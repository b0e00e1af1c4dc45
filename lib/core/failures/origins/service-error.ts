import type { CauseKind } from "../cause-kind";
import { type Letter, markOf, type OriginError } from "./origin";

/**
 * What the codes of EventBridge, old and new, say by themselves (User Guides, "Using dead-letter queues" and "Retries").
 * Codes that only say that something went wrong (ERROR_FROM_TARGET, SDK_CLIENT_ERROR, UNKNOWN …) are left to their text.
 */
const CAUSE_OF_CODE = new Map<string, CauseKind>([
  ["NO_PERMISSIONS", "permission"],
  ["FAILED_TO_ASSUME_ROLE", "permission"],
  ["CROSS_ACCOUNT_INGESTION_FAILED", "permission"],
  ["CROSS_REGION_INGESTION_FAILED", "permission"],
  ["ACCESS_DENIED", "permission"],
  ["NO_RESOURCE", "missing-target"],
  ["RESOURCE_NOT_FOUND", "missing-target"],
  ["THROTTLING", "throttled"],
  ["RESOURCE_LIMIT_EXCEEDED", "throttled"],
  ["TIMEOUT", "timeout"],
  ["EXECUTION_TIMEOUT", "timeout"],
  ["CONNECTION_FAILURE", "dependency"],
  ["KMS_INVALID_STATE", "dependency"],
  ["INVOCATION_DEPENDENCY_INTERNAL", "dependency"],
  ["INVALID_PARAMETER", "schema"],
  ["INVALID_JSON", "schema"],
  ["CUSTOMER_VALIDATION", "schema"],
  ["INPUT_TRANSFORMATION_FAILURE", "schema"],
  ["REQUEST_TOO_LARGE", "schema"],
  ["COMPUTE_EXECUTION_ERROR", "code-error"],
  ["TRANSIENT_ASSUME_ROLE", "transient"],
  ["RESOURCE_MODIFICATION_COLLISION", "transient"],
  ["RESOURCE_CONFLICT", "transient"],
  ["INTERNAL_ERROR", "transient"],
  ["INTERNAL_SERVER_ERROR", "transient"],
  ["InternalServerError", "transient"],
]);

/** The error in the attributes that EventBridge and its scheduler write; absent when they say nothing. */
export function errorInMarks(letter: Letter): OriginError | undefined {
  const code = markOf(letter, "ERROR_CODE");
  const text = markOf(letter, "ERROR_MESSAGE");
  if (code === undefined && text === undefined) return undefined;
  return serviceError({
    code,
    text,
    retries: wholeNumber(markOf(letter, "RETRY_ATTEMPTS")),
    where: `attribute ${text === undefined ? "ERROR_CODE" : "ERROR_MESSAGE"}`,
  });
}

/** An error with the cause that its code names, if it does. */
export function serviceError(found: {
  code: string | undefined;
  text: string | undefined;
  retries: number | undefined;
  where: string;
}): OriginError {
  const { code, text, retries, where } = found;
  const cause = code === undefined ? undefined : CAUSE_OF_CODE.get(code.slice(code.lastIndexOf(".") + 1));
  return {
    where,
    ...(code !== undefined && { code }),
    ...(text !== undefined && { text }),
    ...(retries !== undefined && { retries }),
    ...(cause !== undefined && { cause }),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
