import type { PathPart } from "@/lib/core/messages/field-path";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/core/messages/json";
import { dottedWays } from "./dotted-names";
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

/** Where in the event something stands, from there to its root: a list of thousands of objects has that many places. */
interface Place {
  readonly part: PathPart;
  readonly of: Place | undefined;
}
type Value = JsonValue | undefined;
interface Asked {
  readonly event: JsonObject;
  /** By the names on the way, whether something stands there in any element: found out once. */
  readonly isThere: Map<string, boolean>;
}
type Finding =
  | { readonly kind: "yes" }
  | { readonly kind: "no"; readonly misses: readonly { readonly place: Place; readonly field: FieldPattern }[] }
  | { readonly kind: "unknown"; readonly place: Place; readonly why: string };

const YES: Finding = { kind: "yes" };

/**
 * Whether an event (out of `ExactJson`) matches, with every field that keeps it from that. Fields of one object in a list of
 * objects must match in the same element, as EventBridge has it; of a list of values one must match.
 */
export function matchPattern(pattern: PatternObject, event: JsonObject): Verdict {
  const found = matchObject(pattern, event, undefined, { event, isThere: new Map() });
  if (found.kind === "yes") return found;
  if (found.kind === "unknown") return { kind: "unknown", at: partsOf(found.place), why: found.why };
  return { kind: "no", misses: found.misses.map(({ place, field }) => ({ at: partsOf(place), field })) };
}

function matchObject(pattern: PatternObject, value: Value, at: Place | undefined, asked: Asked): Finding {
  const findings: Finding[] = [];
  for (const [part, child] of pattern.fields) {
    const found = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    const place = { part, of: at };
    const finding =
      child.kind === "field" ? matchField(child, found, place, asked) : matchWithin(child, found, place, asked);
    if (finding !== YES) findings.push(finding);
  }
  for (const group of pattern.groups) findings.push(either(group.map((one) => matchObject(one, value, at, asked))));
  const misses = findings.flatMap((finding) => (finding.kind === "no" ? finding.misses : []));
  if (misses.length > 0) return { kind: "no", misses };
  return findings.find(({ kind }) => kind === "unknown") ?? YES;
}

/** One of them is enough; when none matches, what each of them lacks. */
function either(findings: readonly Finding[]): Finding {
  const decided = findings.find(({ kind }) => kind === "yes") ?? findings.find(({ kind }) => kind === "unknown");
  return decided ?? { kind: "no", misses: findings.flatMap((one) => (one.kind === "no" ? one.misses : [])) };
}

/** An object of the pattern against an object, or against each object of a list: the one that comes closest speaks for them. */
function matchWithin(pattern: PatternObject, value: Value, place: Place, asked: Asked): Finding {
  if (!Array.isArray(value)) return matchObject(pattern, value, place, asked);
  let best: Finding | undefined;
  for (const { at, object } of objectsIn(value, place)) {
    const finding = matchObject(pattern, object, at, asked);
    if (finding.kind === "yes") return finding;
    if (!best || isCloser(finding, best)) best = finding;
  }
  return best ?? matchObject(pattern, undefined, place, asked);
}

/** A doubt comes closer than any miss. */
function isCloser(finding: Finding, than: Finding): boolean {
  if (than.kind !== "no") return false;
  return finding.kind !== "no" || finding.misses.length < than.misses.length;
}

function* objectsIn(list: JsonValue[], place: Place): Generator<{ at: Place; object: JsonObject }> {
  for (const [part, item] of list.entries()) {
    const at = { part, of: place };
    if (Array.isArray(item)) yield* objectsIn(item, at);
    else if (isJsonObject(item)) yield { at, object: item };
  }
}

function matchField(field: FieldPattern, value: Value, place: Place, asked: Asked): Finding {
  const leaves = leavesOf(value);
  const way = leaves.length === 0 ? namesOf(place).join(".") : "";
  if (way !== "" && dottedWays(asked.event).has(way)) return { kind: "unknown", place, why: DOTTED };
  const answer = anyOf(field.matchers.map((matcher) => answerOf(matcher, leaves, place, asked)));
  if (isDoubt(answer)) return { kind: "unknown", place, why: answer.doubt };
  return answer ? YES : { kind: "no", misses: [{ place, field }] };
}

const DOTTED =
  "the event has a name with a dot in it that reads the same, and nobody documents whether EventBridge tells them apart";

/** Only leaves are there: an object, an empty list and an empty object count as absent. */
function answerOf(matcher: FieldMatcher, leaves: readonly JsonValue[], place: Place, asked: Asked): Answer {
  if (matcher.kind === "unreadable") return matcher;
  if (matcher.kind === "value") return anyOf(leaves.map(matcher.test));
  if (matcher.isWanted) return leaves.length > 0;
  if (leaves.length > 0) return false;
  const names = namesOf(place);
  const isElsewhere = names.length < partsOf(place).length && isAnywhere(names, asked);
  return !isElsewhere || { doubt: "other elements of the list have it, and nobody documents whether that counts" };
}

function isAnywhere(names: readonly string[], { event, isThere: known }: Asked): boolean {
  const way = names.join("\n");
  const is = known.get(way) ?? isThere(event, names);
  known.set(way, is);
  return is;
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

function namesOf(place: Place): string[] {
  return partsOf(place).filter((part) => typeof part === "string");
}

function partsOf(place: Place): PathPart[] {
  const parts: PathPart[] = [];
  for (let at: Place | undefined = place; at; at = at.of) parts.unshift(at.part);
  return parts;
}
