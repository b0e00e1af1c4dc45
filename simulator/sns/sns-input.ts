import { textIn } from "../wire/input";
import { invalidParameter, missing } from "./errors";

type Input = Readonly<Record<string, unknown>>;

/* Readers for the query protocol, where an empty map or list arrives as empty text. */

export function requiredText(input: Input, name: string): string {
  const text = textIn(input, name);
  if (text === undefined || text === "") throw missing(name);
  return text;
}

export function textsIn(input: Input, name: string): readonly string[] {
  const value = input[name] ?? "";
  if (value === "") return [];
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw invalidParameter(name);
}

export function textMapIn(input: Input, name: string): Readonly<Record<string, string>> {
  const value = mapIn(input, name);
  for (const one of Object.values(value)) if (typeof one !== "string") throw invalidParameter(name);
  return value as Record<string, string>;
}

export function mapIn(input: Input, name: string): Input {
  const value = input[name] ?? "";
  if (value === "") return {};
  if (isMap(value)) return value;
  throw invalidParameter(name);
}

export function mapsIn(input: Input, name: string): readonly Input[] {
  const value = input[name] ?? "";
  if (value === "") return [];
  if (Array.isArray(value) && value.every(isMap)) return value;
  throw invalidParameter(name);
}

/** `[{Key, Value}]` as one object. */
export function tagsIn(input: Input): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of mapsIn(input, "Tags")) tags[requiredText(tag, "Key")] = textIn(tag, "Value") ?? "";
  return tags;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
