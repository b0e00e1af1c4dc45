import fc from "fast-check";
import type { JsonSchema } from "@/lib/contract/json-schema";

/** Ids by prefix, some of which name something in this installation. */
export type IdsByPrefix = Readonly<Record<string, readonly string[]>>;
export interface Known {
  readonly ids: IdsByPrefix;
  /** By the name of a field, values that mean something here. */
  readonly named: Readonly<Record<string, readonly unknown[]>>;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/** What breaks programs that believe their input. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 63,
  -(2 ** 53),
  1e308,
  "",
  " ",
  "0",
  "true",
  "null",
  "NaN",
  "\ud800",
  "\udfff\ud800",
  "\u202egpj.exe",
  "\u2028\u2029\u0085",
  "\ufeff\u200b",
  "a\u0000b",
  "e\u0301".repeat(2000),
  "🦑".repeat(300),
  "x".repeat(70_000),
  "'",
  "\\",
  "%",
  "_%_",
  `\${7*7}{{7*7}}`,
  "$1::int",
  "\r\nx-injected: 1",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "=1+1",
  "(a+)+$",
  "infinity",
  "epoch",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "2026-02-31T00:00:00Z",
  "1e400",
  [],
  [null],
  [[[[[[]]]]]],
  {},
  { toString: 1, valueOf: null },
  { length: -1 },
];
const TIMES = ["2026-11-21T20:00:00Z", "1970-01-01T00:00:00.000Z", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z"];
const ADDRESSES = [
  "https://sso.invalid/realms/x",
  "http://169.254.169.254/latest/meta-data/",
  "https://[::1]:1/",
  "javascript:alert(1)",
  "https://user:word@runbooks.invalid/a?b=c#d",
];
const MAILS = ["ada@example.com", "ADA@EXAMPLE.COM", "a@b.invalid", `${"a".repeat(64)}@example.com`];
const ABSENT = "0123456789abcdefghjk";
const PREFERRED_ITEMS = 3;

/** A value that a JSON schema allows, often one at its edges. */
export function validOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === "string")
    return validOf(known.components[schema.$ref.split("/").at(-1) ?? ""] ?? {}, known);
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (choices) return fc.oneof(...choices.map((one) => validOf(one, known)));
  switch (schema.type) {
    case "string":
      return textOf(schema, known);
    case "integer":
      return numberOf(schema).map(Math.trunc);
    case "number":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return listOf(schema, known);
    case "object":
      return objectOf(schema, known);
    default:
      return fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue());
  }
}

function textOf({ pattern, format, minLength, maxLength }: JsonSchema, { ids }: Known): fc.Arbitrary<string> {
  if (format === "date-time") return fc.constantFrom(...TIMES);
  if (format === "uri") return fc.constantFrom(...ADDRESSES);
  if (format === "email") return fc.constantFrom(...MAILS);
  if (typeof pattern === "string") {
    const prefix = /^\^([a-z]+)_\[0-9a-hjkmnp-tv-z\]\{20\}\$$/.exec(pattern)?.[1];
    if (prefix === undefined) return fc.stringMatching(new RegExp(pattern));
    const real = ids[prefix] ?? [];
    return fc.constantFrom(...real, ...real, ...real, `${prefix}_${ABSENT}`);
  }
  const [least, most] = [Number(minLength ?? 0), Math.min(Number(maxLength ?? 300), 3000)];
  const fits = (text: string) => text.length >= least && text.length <= most;
  const short = Math.min(most, least + 30);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("orders", "error:ECONNREFUSED", "a", "x".repeat(most)).filter(fits) },
    { weight: 3, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: Math.max(1, least), maxLength: short }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: least, maxLength: short }) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE.filter((one) => typeof one === "string")) },
  );
}

function numberOf({ minimum, maximum, type }: JsonSchema): fc.Arbitrary<number> {
  const [least, most] = [Number(minimum ?? -1000), Number(maximum ?? 100_000)];
  const edges = fc.constantFrom(least, most, Math.min(least + 1, most));
  if (type === "integer")
    return fc.oneof(edges, fc.integer({ min: least, max: Math.max(least, Math.min(most, least + 100)) }));
  return fc.oneof(edges, fc.double({ min: least, max: most, noNaN: true }));
}

function listOf({ items, minItems, maxItems }: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const least = Number(minItems ?? 0);
  const most = Math.max(least, Math.min(Number(maxItems ?? PREFERRED_ITEMS), PREFERRED_ITEMS));
  return fc.array(validOf((items ?? {}) as JsonSchema, known), { minLength: least, maxLength: most });
}

function fieldOf(name: string, schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const values = known.named[name] ?? [];
  if (values.length === 0) return validOf(schema, known);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: validOf(schema, known) },
  );
}

function objectOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const requiredKeys = (schema.required ?? []) as string[];
  const parts = Object.fromEntries(properties.map(([name, part]) => [name, fieldOf(name, part, known)]));
  if (properties.length > 0) return fc.record(parts, { requiredKeys });
  const { additionalProperties: rest } = schema;
  const value = typeof rest === "object" && rest !== null ? validOf(rest as JsonSchema, known) : fc.jsonValue();
  return fc.dictionary(fc.string({ maxLength: 20 }), value, { maxKeys: 3 });
}
