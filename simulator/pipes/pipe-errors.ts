import { AwsError } from "../service";

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function pipeNotFound(name: string): AwsError {
  return new AwsError("NotFoundException", `Pipe ${name} does not exist.`, { status: 404 });
}

export function conflict(message: string): AwsError {
  return new AwsError("ConflictException", message, { status: 409 });
}
