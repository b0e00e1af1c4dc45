import { type FieldPattern, type PatternObject, type ReadPattern, unreadable } from "./pattern";

type Fields = ReadonlyMap<string, PatternObject | FieldPattern>;

/**
 * An object with fields and a group of alternatives beside them. A field that alternatives name too is moved into each of
 * them: both parts speak of the same element where the event has a list there.
 */
export function joinPatterns(fields: Fields, alternatives: readonly PatternObject[]): ReadPattern {
  const named = new Set(alternatives.flatMap(namesOf));
  const shared = [...fields].filter(([name]) => named.has(name));
  const own = new Map([...fields].filter(([name]) => !named.has(name)));
  const group: PatternObject[] = [];
  for (const alternative of alternatives) {
    const joined = join({ kind: "object", fields: new Map(shared), groups: [] }, alternative);
    if (joined.kind === "unreadable") return joined;
    group.push(joined);
  }
  return { kind: "object", fields: own, groups: [group] };
}

function join(a: PatternObject, b: PatternObject): ReadPattern {
  const fields = new Map(a.fields);
  for (const [name, theirs] of b.fields) {
    const ours = fields.get(name);
    const both = ours === undefined ? theirs : joinFields(name, ours, theirs);
    if (both.kind === "unreadable") return both;
    fields.set(name, both);
  }
  const [one, ...others] = [...a.groups, ...b.groups];
  if (others.length > 0) return unreadable("it has alternatives of alternatives for one field");
  return one ? joinPatterns(fields, one) : { kind: "object", fields, groups: [] };
}

function joinFields(name: string, a: PatternObject | FieldPattern, b: PatternObject | FieldPattern): ReadPattern {
  if (a.kind === "object" && b.kind === "object") return join(a, b);
  return unreadable(`it names the field ${name} both beside and inside of $or, and nobody documents what that means`);
}

function namesOf({ fields, groups }: PatternObject): string[] {
  return [...fields.keys(), ...groups.flat().flatMap(namesOf)];
}
