import { serializationProblem } from "./json";

type Input = Readonly<Record<string, unknown>>;

/* Readers of a request's fields: absent (or null) is undefined, a wrong type is AWS's SerializationException. */

export function textIn(input: Input, name: string): string | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw wrongType(name, "a string");
}

export function numberIn(input: Input, name: string): number | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === "number") return value;
  throw wrongType(name, "a number");
}

export function booleanIn(input: Input, name: string): boolean | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  throw wrongType(name, "a boolean");
}

export function objectIn(input: Input, name: string): Input | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw wrongType(name, "an object");
}

export function objectsIn(input: Input, name: string): readonly Input[] | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw wrongType(name, "a list of objects");
}

export function numbersIn(input: Input, name: string): readonly number[] | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === "number")) return value;
  throw wrongType(name, "a list of numbers");
}

export function textsIn(input: Input, name: string): readonly string[] | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw wrongType(name, "a list of strings");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(name: string, expected: string) {
  return serializationProblem(`${name} must be ${expected}.`);
}
