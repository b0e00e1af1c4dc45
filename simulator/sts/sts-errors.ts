import { AwsError } from "../aws-error";

/** STS's complaint about one parameter, in the words of its constraint. */
export function constraintError(value: string, parameter: string, constraint: string): AwsError {
  return new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: ${constraint}`,
  );
}

export function stsValidationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}
