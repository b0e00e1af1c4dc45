import fc from "fast-check";
import { expect, test } from "vitest";
import { matchPattern } from "@/lib/core/events/pattern/match-pattern";
import { readPattern } from "@/lib/core/events/pattern/read-pattern";
import { parseExactJson } from "@/lib/core/messages/exact-json";
import { isJsonObject } from "@/lib/core/messages/json";
import { compilePattern } from "@/simulator/events/pattern/compile-pattern";

const NAMES = ["a", "b", "c"];
const TEXTS = ["", "a", "ab", "aB", "abab", "b*", "10.0.0.1", "10.0.0.9", "2001:db8::1", "ä", "\\"];
const NUMBERS = [-1, 0, 1, 1.5, 2, 300, 5e9, 1e-6];
const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(...NUMBERS);
const leaf = fc.oneof(text, text, number, number, fc.boolean(), fc.constant(null));

const { detail: details } = fc.letrec<{ value: unknown; detail: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, leaf, fc.array(tie("value"), { maxLength: 3 }), tie("detail")),
  detail: fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 3, noNullPrototype: true }),
}));

const wildcard = fc
  .array(fc.constantFrom("a", "b", "*", "\\*", "\\\\"), { maxLength: 5 })
  .map((parts) => parts.join("").replace(/\*+/g, "*"));
const oneOrMany = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 2 }));
const some = text.filter((one) => one !== "");
const bound = fc.tuple(fc.constantFrom("<", "<=", "=", ">=", ">"), number);
const range = fc
  .tuple(fc.constantFrom(">", ">="), number, fc.constantFrom("<", "<="), number)
  .filter(([, a, , b]) => a < b);
const matcher = fc.oneof(
  leaf,
  leaf,
  text.map((prefix) => ({ prefix })),
  text.map((suffix) => ({ suffix })),
  some.map((prefix) => ({ prefix: { "equals-ignore-case": prefix } })),
  some.map((suffix) => ({ suffix: { "equals-ignore-case": suffix } })),
  some.map((one) => ({ "equals-ignore-case": one })),
  wildcard.map((one) => ({ wildcard: one })),
  oneOrMany(text).map((one) => ({ "anything-but": one })),
  oneOrMany(number).map((one) => ({ "anything-but": one })),
  oneOrMany(some).map((prefix) => ({ "anything-but": { prefix } })),
  oneOrMany(some).map((suffix) => ({ "anything-but": { suffix } })),
  oneOrMany(some).map((one) => ({ "anything-but": { "equals-ignore-case": one } })),
  oneOrMany(wildcard).map((one) => ({ "anything-but": { wildcard: one } })),
  fc.oneof(bound, range).map((numeric) => ({ numeric })),
  fc.boolean().map((exists) => ({ exists })),
  fc.constantFrom("10.0.0.0/24", "10.0.0.8/29", "0.0.0.0/0", "2001:db8::/32").map((cidr) => ({ cidr })),
);
const { object: patterns } = fc.letrec<{ object: Record<string, unknown> }>((tie) => {
  const list = fc.array(matcher, { minLength: 1, maxLength: 3 });
  const fields = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof({ maxDepth: 3 }, list, list, tie("object")), {
    minKeys: 1,
    maxKeys: 2,
    noNullPrototype: true,
  });
  const group = fc.array(tie("object"), { minLength: 2, maxLength: 2 });
  return {
    object: fc.oneof(
      { maxDepth: 3 },
      fields,
      fields,
      fields,
      group.map(($or) => ({ $or })),
      fc.tuple(fields, group).map(([own, $or]) => ({ ...own, $or })),
    ),
  };
});

function ours(pattern: string, event: string): string {
  const read = readPattern(pattern);
  const json = parseExactJson(event)?.value;
  return read.kind === "object" && isJsonObject(json) ? matchPattern(read, json).kind : "unreadable";
}

test("two matchers of event patterns that know nothing of each other say the same of any event", () => {
  const counts: Record<string, number> = {};
  fc.assert(
    fc.property(patterns, details, (pattern, event) => {
      const told = ours(JSON.stringify(pattern), JSON.stringify(event));
      counts[told] = (counts[told] ?? 0) + 1;
      if (told === "yes" || told === "no") expect(told).toBe(compilePattern(pattern)(event) ? "yes" : "no");
    }),
    { numRuns: 3000 },
  );
  expect(counts.yes).toBeGreaterThan(100);
  expect((counts.yes ?? 0) + (counts.no ?? 0)).toBeGreaterThan(1500);
});
