import { AwsError } from "../aws-error";

export function invalidArn(arn: string): AwsError {
  return new AwsError("InvalidArn", `Invalid Arn: '${arn}'`);
}

export function invalidName(name: string): AwsError {
  return new AwsError("InvalidName", `Invalid Name: '${name}'`);
}

export function invalidToken(): AwsError {
  return new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
}

export function machineDoesNotExist(arn: string): AwsError {
  return new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

export function executionDoesNotExist(arn: string): AwsError {
  return new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

export function typeNotSupported(): AwsError {
  return new AwsError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
}

export function validationError(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function notSimulated(what: string): AwsError {
  return validationError(`${what} is not simulated`);
}

export function missing(name: string): AwsError {
  return validationError(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}
