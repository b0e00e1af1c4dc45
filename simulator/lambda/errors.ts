import { AwsError } from "../aws-error";

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, { status: 404 });
}

export function conflict(message: string): AwsError {
  return new AwsError("ResourceConflictException", message, { status: 409 });
}

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}

/** What the API model refuses before the service looks at it. */
export function validationError(member: string, value: unknown, constraint: string): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

export function notSimulated(what: string): AwsError {
  return new AwsError("ValidationException", `${what} is not simulated`);
}

export function preconditionFailed(): AwsError {
  return new AwsError(
    "PreconditionFailedException",
    "The RevisionId provided does not match the latest RevisionId. Call the GetFunction or the GetAlias API to retrieve the latest RevisionId",
    { status: 412 },
  );
}

/** Why a function was refused a run: its own reserved concurrency, or too many calls. */
export type ThrottleReason = "ReservedFunctionConcurrentInvocationLimitExceeded" | "CallerRateLimitExceeded";

export function tooManyRequests(): AwsError {
  return new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
}
