import { AwsError } from "../../aws-error";
import { numberIn, textIn } from "../../wire/input";
import { compilePattern } from "../pattern/compile-pattern";
import { PatternProblem } from "../pattern/pattern-problem";

type Input = Readonly<Record<string, unknown>>;

const NAME = /^[.\-_A-Za-z0-9]+$/;
const LONGEST_ARN = 1600;
const LONGEST_DESCRIPTION = 512;
const LONGEST_PATTERN = 4096;

export function validationProblem(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** The words in which AWS says that a parameter of the right type has an impossible value. */
export function invalidParameter(name: string, reason: string): AwsError {
  return validationProblem(`Parameter ${name} is not valid. Reason: ${reason}`);
}

/** The name of an archive or a replay; absent stays undefined. */
export function nameIn(input: Input, member: string, longest: number): string | undefined {
  const name = textWithin(input, member, longest, 1);
  if (name !== undefined && !NAME.test(name)) {
    throw constraint(name, member, "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  }
  return name;
}

export function requiredNameIn(input: Input, member: string, longest: number): string {
  return required(nameIn(input, member, longest), member);
}

export function arnIn(input: Input, member: string): string | undefined {
  return textWithin(input, member, LONGEST_ARN, 1);
}

export function descriptionIn(input: Input): string | undefined {
  return textWithin(input, "Description", LONGEST_DESCRIPTION, 0);
}

/** An archive's event pattern as JSON text, compiled once to see that it can be. Throws InvalidEventPatternException. */
export function patternIn(input: Input): string | undefined {
  const pattern = textWithin(input, "EventPattern", LONGEST_PATTERN, 0);
  if (!pattern) return undefined;
  try {
    compilePattern(pattern);
    return pattern;
  } catch (error) {
    if (error instanceof PatternProblem) throw new AwsError("InvalidEventPatternException", error.message);
    throw error;
  }
}

export function wholeNumberIn(input: Input, member: string, from: number, to: number): number | undefined {
  const value = numberIn(input, member);
  if (value === undefined) return undefined;
  if (value < from) throw constraint(value, member, `Member must have value greater than or equal to ${from}`);
  if (value > to) throw constraint(value, member, `Member must have value less than or equal to ${to}`);
  if (!Number.isInteger(value)) throw constraint(value, member, "Member must be a whole number");
  return value;
}

export function oneOfIn<T extends string>(input: Input, member: string, values: readonly T[]): T | undefined {
  const value = textIn(input, member);
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (found) return found;
  throw constraint(value, member, `Member must satisfy enum value set: [${values.join(", ")}]`);
}

export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw constraint(null, member, "Member must not be null");
}

function textWithin(input: Input, member: string, longest: number, shortest: number): string | undefined {
  const text = textIn(input, member);
  if (text === undefined) return undefined;
  if (text.length > longest) throw constraint(text, member, `Member must have length less than or equal to ${longest}`);
  if (text.length < shortest) {
    throw constraint(text, member, `Member must have length greater than or equal to ${shortest}`);
  }
  return text;
}

function constraint(value: unknown, member: string, rule: string): AwsError {
  const shown = value === null ? "null" : `'${value}'`;
  const at = member.charAt(0).toLowerCase() + member.slice(1);
  const failed = `Value ${shown} at '${at}' failed to satisfy constraint: ${rule}`;
  return validationProblem(`1 validation error detected: ${failed}`);
}
