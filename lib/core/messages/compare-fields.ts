import { type Comparison, Differences, excerpt, excerpts } from "./differences";
import { type ExactJson, sourceOf, textOf } from "./exact-json";
import { fieldPath, type PathPart } from "./field-path";
import { isJsonObject, type JsonObject, type JsonValue } from "./json";

const MAX_SHOWN_MEMBERS = 4;

/** What two values differ in, field by field, in the order of the first; list items by their place. */
export function compareFields(a: ExactJson, b: ExactJson): Comparison {
  const found = new Differences();
  compareValues(found, [], a.value, b.value);
  return found.comparison("field");
}

function compareValues(found: Differences, path: PathPart[], a: JsonValue, b: JsonValue): void {
  if (Array.isArray(a) && Array.isArray(b)) compareLists(found, path, a, b);
  else if (isJsonObject(a) && isJsonObject(b)) compareObjects(found, path, a, b);
  else if (a === b) found.same();
  else found.add(() => ({ kind: "differs", path: fieldPath(path), ...shownPair(a, b) }));
}

function compareLists(found: Differences, path: PathPart[], a: JsonValue[], b: JsonValue[]): void {
  if (a.length === 0 && b.length === 0) found.same();
  for (let at = 0; at < Math.max(a.length, b.length); at++) compareMembers(found, path, at, a[at], b[at]);
}

function compareObjects(found: Differences, path: PathPart[], a: JsonObject, b: JsonObject): void {
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length === 0 && others.length === 0) found.same();
  for (const name of names) compareMembers(found, path, name, a[name], Object.hasOwn(b, name) ? b[name] : undefined);
  for (const name of others) if (!Object.hasOwn(a, name)) compareMembers(found, path, name, undefined, b[name]);
}

function compareMembers(
  found: Differences,
  path: PathPart[],
  part: PathPart,
  a: JsonValue | undefined,
  b: JsonValue | undefined,
): void {
  path.push(part);
  if (a !== undefined && b !== undefined) compareValues(found, path, a, b);
  else if (a !== undefined) found.add(() => ({ kind: "only-a", path: fieldPath(path), a: shown(a) }));
  else if (b !== undefined) found.add(() => ({ kind: "only-b", path: fieldPath(path), b: shown(b) }));
  path.pop();
}

function shownPair(a: JsonValue, b: JsonValue): { a: string; b: string } {
  const [left, right] = [textOf(a), textOf(b)];
  if (left === undefined || right === undefined) return { a: shown(a), b: shown(b) };
  return excerpts(sourceOf(a), sourceOf(b));
}

/** A value in short: of lists and objects what they hold, not all of it. */
function shown(value: JsonValue, depth = 0): string {
  if (Array.isArray(value))
    return value.length === 0 ? "[]" : `[${value.length} ${value.length === 1 ? "item" : "items"}]`;
  if (!isJsonObject(value)) return excerpt(sourceOf(value));
  const names = Object.keys(value);
  if (names.length === 0) return "{}";
  if (depth > 0) return "{…}";
  const members = names.slice(0, MAX_SHOWN_MEMBERS).map((name) => `${excerpt(name)}: ${shown(value[name] ?? null, 1)}`);
  return excerpt(`{${members.join(", ")}${names.length > MAX_SHOWN_MEMBERS ? ", …" : ""}}`);
}
