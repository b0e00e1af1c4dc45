import { AwsError } from "../service";

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function notFound(what: string): AwsError {
  return new AwsError("ResourceNotFoundException", `${what} does not exist.`, { status: 404 });
}

export function conflict(message: string): AwsError {
  return new AwsError("ConflictException", message, { status: 409 });
}

const NAME = /^[0-9a-zA-Z_.-]{1,64}$/;

export function checkName(name: string | undefined, member: string): string {
  if (name !== undefined && NAME.test(name)) return name;
  throw invalid(`1 validation error detected: Value '${name ?? "null"}' at '${member}' failed to satisfy constraint.`);
}
