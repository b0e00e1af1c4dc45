import type { PathPart } from "@/lib/core/messages/field-path";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/core/messages/json";
import { type Answer, anyOf, type FieldMatcher, type FieldPattern, isDoubt, type PatternObject } from "./pattern";

/** A field that keeps a pattern from matching. */
export interface Miss {
  readonly at: readonly PathPart[];
  readonly field: FieldPattern;
}
export type Verdict =
  | { readonly kind: "yes" }
  | { readonly kind: "no"; readonly misses: readonly Miss[] }
  | { readonly kind: "unknown"; readonly at: readonly PathPart[]; readonly why: string };

type Value = JsonValue | undefined;
interface Place {
  readonly at: readonly PathPart[];
  readonly event: JsonObject;
}

const YES: Verdict = { kind: "yes" };

/**
 * Whether an event (out of `ExactJson`) matches, with every field that keeps it from that. Fields of one object in a list of
 * objects must match in the same element, as EventBridge has it; of a list of values one must match.
 */
export function matchPattern(pattern: PatternObject, event: JsonObject): Verdict {
  return matchObject(pattern, event, { at: [], event });
}

function matchObject(pattern: PatternObject, value: Value, place: Place): Verdict {
  const verdicts: Verdict[] = [];
  for (const [name, child] of pattern.fields) {
    const found = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    const there = { ...place, at: [...place.at, name] };
    verdicts.push(child.kind === "field" ? matchField(child, found, there) : matchWithin(child, found, there));
  }
  for (const group of pattern.groups) verdicts.push(either(group.map((one) => matchObject(one, value, place))));
  const misses = verdicts.flatMap((verdict) => (verdict.kind === "no" ? verdict.misses : []));
  if (misses.length > 0) return { kind: "no", misses };
  return verdicts.find(({ kind }) => kind === "unknown") ?? YES;
}

/** One of them is enough; when none matches, what each of them lacks. */
function either(verdicts: readonly Verdict[]): Verdict {
  const decided = verdicts.find(({ kind }) => kind === "yes") ?? verdicts.find(({ kind }) => kind === "unknown");
  return (
    decided ?? { kind: "no", misses: verdicts.flatMap((verdict) => (verdict.kind === "no" ? verdict.misses : [])) }
  );
}

/** An object of the pattern against an object, or against each object of a list: the one that comes closest speaks for them. */
function matchWithin(pattern: PatternObject, value: Value, place: Place): Verdict {
  if (!Array.isArray(value)) return matchObject(pattern, value, place);
  const elements = objectsIn(value, place.at);
  if (elements.length === 0) return matchObject(pattern, undefined, place);
  const verdicts = elements.map(({ at, object }) => matchObject(pattern, object, { ...place, at }));
  const verdict = either(verdicts);
  return verdict.kind === "no" ? verdicts.reduce(closer) : verdict;
}

function closer(a: Verdict, b: Verdict): Verdict {
  return a.kind === "no" && b.kind === "no" && b.misses.length < a.misses.length ? b : a;
}

function objectsIn(list: JsonValue[], at: readonly PathPart[]): { at: readonly PathPart[]; object: JsonObject }[] {
  return list.flatMap((item, index) => {
    const there = [...at, index];
    if (Array.isArray(item)) return objectsIn(item, there);
    return isJsonObject(item) ? [{ at: there, object: item }] : [];
  });
}

function matchField(field: FieldPattern, value: Value, place: Place): Verdict {
  const leaves = leavesOf(value);
  const answer = anyOf(field.matchers.map((matcher) => answerOf(matcher, leaves, place)));
  if (isDoubt(answer)) return { kind: "unknown", at: place.at, why: answer.doubt };
  return answer ? YES : { kind: "no", misses: [{ at: place.at, field }] };
}

/** Only leaves are there: an object, an empty list and an empty object count as absent. */
function answerOf(matcher: FieldMatcher, leaves: readonly JsonValue[], place: Place): Answer {
  if (matcher.kind === "unreadable") return matcher;
  if (matcher.kind === "value") return anyOf(leaves.map(matcher.test));
  if (matcher.isWanted) return leaves.length > 0;
  if (leaves.length > 0) return false;
  const names = place.at.filter((part) => typeof part === "string");
  const isElsewhere = names.length < place.at.length && isThere(place.event, names);
  return !isElsewhere || { doubt: "other elements of the list have it, and nobody documents whether that counts" };
}

function isThere(value: Value, names: readonly string[]): boolean {
  const [name, ...others] = names;
  if (name === undefined) return leavesOf(value).length > 0;
  if (Array.isArray(value)) return value.some((item) => isThere(item, names));
  return isJsonObject(value) && Object.hasOwn(value, name) && isThere(value[name], others);
}

function leavesOf(value: Value): readonly JsonValue[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value === undefined || isJsonObject(value) ? [] : [value];
}
