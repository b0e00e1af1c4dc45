import { expect, test } from "vitest";
import { readBodySchema } from "./body-schema";

const read = (schema: object) => readBodySchema(JSON.stringify(schema));

test("patterns are left out, with whatever would refuse more without them", () => {
  const schema = {
    $id: "https://example.com/order",
    type: "object",
    properties: { sku: { type: "string", pattern: "^(a+)+$" }, mail: { format: "email" } },
    patternProperties: { "^x-": { type: "string" } },
    additionalProperties: false,
    not: { properties: { sku: { pattern: "b" } } },
    if: { properties: { sku: { pattern: "c" } } },
    ...JSON.parse('{"then":{"required":["mail"]}}'),
    oneOf: [{ required: ["sku"] }],
  };

  expect(read(schema)).toEqual({
    draft: "2020-12",
    schema: { type: "object", properties: { sku: { type: "string" }, mail: {} }, oneOf: [{ required: ["sku"] }] },
    notChecked: [
      "/properties/sku/pattern",
      "/properties/mail/format",
      "/patternProperties",
      "/additionalProperties",
      "/not",
      "/if",
      "/then",
    ],
  });
});

test("fields that are called pattern or format are fields like others", () => {
  const schema = { properties: { pattern: { type: "string" }, format: { const: "x" } } };

  expect(read(schema)).toMatchObject({ schema, notChecked: [] });
});

test("a reference out of what turns a check round may lead to a pattern, so that part is not checked", () => {
  const schema = { $defs: { a: { pattern: "x" } }, not: { $ref: "#/$defs/a" }, allOf: [{ $ref: "#/$defs/a" }] };

  expect(read(schema)).toMatchObject({ notChecked: ["/$defs/a/pattern", "/not"] });
});

test.each([
  ["no JSON", "{", "a schema is JSON"],
  ["a list", "[]", "a schema is an object"],
  ["another draft", '{"$schema":"http://json-schema.org/draft-04/schema#"}', "only JSON Schema 2020-12 and draft 7"],
  ["a schema from elsewhere", '{"$ref":"https://example.com/s"}', "may refer only to itself"],
  ["more than 64 KiB", JSON.stringify({ const: "x".repeat(65_536) }), "at most 64 KiB"],
  ["something deep", `${'{"not":'.repeat(50)}{}${"}".repeat(50)}`, "levels deep"],
])("%s is refused by name", (_, text, problem) => {
  expect(readBodySchema(text)).toContain(problem);
});
