import { parseExactJson } from "@/lib/core/messages/exact-json";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/core/messages/json";
import { exactJsonText } from "../fill-template";
import { joinPatterns } from "./join-patterns";
import { type FieldPattern, type PatternObject, type ReadPattern, unreadable } from "./pattern";
import { readMatcher } from "./read-matcher";

const OR = "$or";
const OR_WORDS = [
  ...["exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard", "numeric", "cidr"],
  ...["=", "<", "<=", ">", ">=", "regex"],
];

/** The event pattern of a rule, from its JSON text. Never throws; a single matcher that cannot be read spoils only itself. */
export function readPattern(text: string): ReadPattern {
  const json = parseExactJson(text)?.value;
  return isJsonObject(json) ? readObject(json) : unreadable("the pattern is no JSON object");
}

function readObject(json: JsonObject): ReadPattern {
  const fields = new Map<string, PatternObject | FieldPattern>();
  let groups: readonly PatternObject[] | undefined;
  for (const [name, value] of Object.entries(json)) {
    if (name === OR && isGroup(value)) {
      const alternatives = readGroup(value);
      if ("why" in alternatives) return alternatives;
      groups = alternatives.read;
      continue;
    }
    if (name.includes(".")) return unreadable(`the field name ${name} has a dot, and nobody documents what that means`);
    const field = readField(name, value);
    if (field.kind === "unreadable") return field;
    fields.set(name, field);
  }
  if (Object.keys(json).length === 0) return unreadable("EventBridge allows no empty object in a pattern");
  return groups ? joinPatterns(fields, groups) : { kind: "object", fields, groups: [] };
}

function readField(name: string, value: JsonValue): FieldPattern | ReadPattern {
  if (isJsonObject(value)) return readObject(value);
  if (!Array.isArray(value) || value.length === 0)
    return unreadable(`the field ${name} has neither an object nor a list of values`);
  return { kind: "field", matchers: value.map(readMatcher), text: exactJsonText(value) };
}

function isGroup(value: JsonValue): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((one) => isJsonObject(one) && !Object.keys(one).some((name) => OR_WORDS.includes(name)))
  );
}

function readGroup(alternatives: readonly JsonObject[]) {
  const read: PatternObject[] = [];
  for (const alternative of alternatives) {
    const one = readObject(alternative);
    if (one.kind === "unreadable") return one;
    read.push(one);
  }
  return { read };
}
