import { AwsError } from "../aws-error";

/** CloudWatch's complaint about a request; the SDK shows it as ValidationException with Code ValidationError. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationException", message, { queryCode: "ValidationError" });
}

export function missingParameter(name: string): AwsError {
  return new AwsError("MissingRequiredParameterException", `The parameter ${name} is required.`, {
    queryCode: "MissingParameter",
  });
}

export function invalidParameterValue(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" });
}

export function invalidNextToken(): AwsError {
  return new AwsError("InvalidNextToken", "The next token specified is invalid.");
}

export function invalidParameterCombination(message: string): AwsError {
  return new AwsError("InvalidParameterCombinationException", message, { queryCode: "InvalidParameterCombination" });
}
