import { AwsError } from "../aws-error";

/* Codes and statuses are those of the SNS service model, as the query protocol writes them. */

export function invalidParameter(what: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
}

/** What is wrong with a message attribute. */
export function parameterValueInvalid(message: string): AwsError {
  return new AwsError("ParameterValueInvalid", message);
}

export function notFound(what: "Topic" | "Subscription"): AwsError {
  return new AwsError("NotFound", `${what} does not exist`, { status: 404 });
}

export function notSimulated(what: string): AwsError {
  return invalidParameter(`${what} is not simulated`);
}

export function missing(name: string): AwsError {
  const constraint = "Member must not be null";
  return new AwsError(
    "ValidationError",
    `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: ${constraint}`,
  );
}
