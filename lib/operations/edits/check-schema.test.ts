import { expect, test } from "vitest";
import { readBodySchema } from "@/lib/core/edit/body-schema";
import { schemaChecker } from "./check-schema";

function check(schema: object, body: string) {
  const read = readBodySchema(JSON.stringify(schema));
  if (typeof read === "string") throw new Error(read);
  return schemaChecker(read)([body])[0];
}

test("a body that does not fit is told with the place and what it should be", () => {
  const schema = { properties: { items: { items: { properties: { qty: { minimum: 1 } } } } } };

  expect(check(schema, '{"items":[{"qty":2},{"qty":0}]}')).toContain("/items/1/qty does not fit the schema: minimum");
  expect(check(schema, '{"items":[{"qty":2}]}')).toBeUndefined();
  expect(check(schema, "text")).toBe("the body is no JSON");
});

test("a schema of draft 7 is read as one", () => {
  const $schema = "http://json-schema.org/draft-07/schema#";

  expect(check({ $schema, items: [{ type: "string" }] }, "[1]")).toContain("/0 does not fit");
});

test.each([
  ["a reference in a circle", { $ref: "#" }, "{}"],
  ["a reference that leads nowhere", { $ref: "#/$defs/a" }, "{}"],
  [
    "references that double at each level",
    {
      $ref: "#/$defs/a",
      $defs: { a: { properties: { x: { allOf: [{ $ref: "#/$defs/a" }, { $ref: "#/$defs/a" }] } } } },
    },
    `${'{"x":'.repeat(60)}1${"}".repeat(60)}`,
  ],
  [
    "a long list of unique things",
    { uniqueItems: true },
    JSON.stringify(Array.from({ length: 150_000 }, (_, at) => at)),
  ],
])("%s ends in a second, with a reason", (_, schema, body) => {
  const startedAt = performance.now();

  expect(() => check(schema, body)).toThrow("could not be checked");

  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("names that every object has are fields like others", () => {
  expect(check({ required: ["constructor"] }, "{}")).toContain("required");
  expect(check({ properties: { toString: { type: "string" } } }, "{}")).toBeUndefined();
});
