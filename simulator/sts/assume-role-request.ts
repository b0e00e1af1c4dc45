import { AwsError } from "../aws-error";
import { type Policy, PolicyProblem, parsePolicy } from "../iam/policy";
import { constraintError, stsValidationError } from "./sts-errors";

type Input = Readonly<Record<string, unknown>>;

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number | undefined;
  readonly externalId: string | undefined;
  readonly sessionPolicy: Policy | undefined;
  readonly sourceIdentity: string | undefined;
}

const KNOWN = ["RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId", "Policy", "SourceIdentity"];
const LONGEST_POLICY = 2048;

/** Checks the form of an AssumeRole request, as STS does before it looks at any role. */
export function parseAssumeRole(input: Input): AssumeRoleRequest {
  const unknown = Object.keys(input).find((name) => !KNOWN.includes(name));
  if (unknown) throw stsValidationError(`The parameter ${unknown} is not simulated.`);
  const roleArn = text(input, "RoleArn") ?? "";
  if (!/^arn:aws:iam::\d{12}:role\/.{1,576}$/.test(roleArn)) throw stsValidationError(`${roleArn} is invalid`);
  const sourceIdentity = text(input, "SourceIdentity");
  if (sourceIdentity !== undefined) checkPattern(sourceIdentity, "sourceIdentity", /^[\w+=,.@-]*$/, 2, 64);
  const roleSessionName = text(input, "RoleSessionName") ?? "";
  checkPattern(roleSessionName, "roleSessionName", /^[\w+=,.@-]*$/, 2, 64);
  const externalId = text(input, "ExternalId");
  if (externalId !== undefined) checkPattern(externalId, "externalId", /^[\w+=,.@:/-]*$/, 2, 1224);
  const durationSeconds = parseDuration(text(input, "DurationSeconds"));
  const sessionPolicy = parseSessionPolicy(text(input, "Policy"));
  return { roleArn, roleSessionName, durationSeconds, externalId, sessionPolicy, sourceIdentity };
}

function parseDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new AwsError("MalformedInput", "DurationSeconds is not a number");
  const seconds = Number(text);
  if (seconds < 900)
    throw constraintError(text, "durationSeconds", "Member must have value greater than or equal to 900");
  if (seconds > 43_200)
    throw constraintError(text, "durationSeconds", "Member must have value less than or equal to 43200");
  return seconds;
}

function parseSessionPolicy(text: string | undefined): Policy | undefined {
  if (text === undefined) return undefined;
  if (text.length > LONGEST_POLICY) {
    throw constraintError(text, "policy", `Member must have length less than or equal to ${LONGEST_POLICY}`);
  }
  try {
    return parsePolicy(text, "identity");
  } catch (error) {
    if (error instanceof PolicyProblem) throw new AwsError("MalformedPolicyDocument", error.message);
    throw error;
  }
}

function checkPattern(value: string, parameter: string, pattern: RegExp, shortest: number, longest: number): void {
  if (value.length < shortest) {
    throw constraintError(value, parameter, `Member must have length greater than or equal to ${shortest}`);
  }
  if (value.length > longest) {
    throw constraintError(value, parameter, `Member must have length less than or equal to ${longest}`);
  }
  if (!pattern.test(value)) {
    throw constraintError(
      value,
      parameter,
      `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`,
    );
  }
}

function text(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}
