import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMasker } from "./masker";
import { DEFAULT_RULES, type MaskingRule } from "./masking-rule";

const PASSWORD: MaskingRule = {
  id: "password",
  name: "Passwords",
  isOn: true,
  find: { kind: "field", path: "*.password" },
  where: "storage",
  keepsToken: false,
};
const masker = createMasker([PASSWORD, ...DEFAULT_RULES], () => "0f1e2d3c4b5a697");

const word = fc.constantFrom(
  "jane@example.com",
  "+49 30 901820",
  "4111 1111 1111 1111",
  "DE89370400440532013000",
  '{"password":"hunter2"}',
  "password=hunter2",
  "‹email›",
  "eyJwYXNzd29yZCI6Imh1bnRlcjIifQ==",
  "phone: ",
  "…",
  '"',
  "\\",
  "{",
  "}",
  " ",
  "0",
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(word, fc.string())).map((parts) => parts.join("")),
);
const { json } = fc.letrec<{ json: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
  json: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "password", "phone")),
      tie("json"),
      {
        maxKeys: 4,
      },
    ),
  ),
}));

/** Names, kinds and places of a value; what a rule about a field stands over may change its kind. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value === "number" ? "string" : typeof value;
  return Object.keys(value).map((name) => [name, name === "password" ? "" : shapeOf(Reflect.get(value, name))]);
}

describe("masking", () => {
  it("takes any text, and twice is once", () => {
    fc.assert(
      fc.property(text, (one) => {
        const masked = masker.text(one);
        expect(masker.text(masked)).toBe(masked);
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes any value, keeps its names and its shape, and twice is once", () => {
    fc.assert(
      fc.property(json, (value) => {
        const masked = masker.json(value);
        expect(shapeOf(masked)).toEqual(shapeOf(value));
        expect(masker.json(masked)).toEqual(masked);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a JSON text JSON, and what it does not mask byte for byte", () => {
    fc.assert(
      fc.property(json, fc.bigInt(), (value, number) => {
        const source = `{ "n" : ${number}e0 , "v":${JSON.stringify(value)},"password":"hunter2"}`;
        const masked = masker.text(source);
        expect(shapeOf(JSON.parse(masked))).toEqual(shapeOf(JSON.parse(source)));
        expect(masked.startsWith(`{ "n" : ${number}e0 , "v":`)).toBe(true);
        expect(masked.endsWith('"password":"‹password›"}')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves no password in a text that was cut anywhere", () => {
    const body = JSON.stringify({
      a: { b: [1, { password: "hunter2-and-more", c: "x" }] },
      d: '{"password":"hunter2-and-more"}',
    });
    for (let end = 0; end <= body.length; end++) expect(masker.text(body.slice(0, end))).not.toMatch(/hunt/);
  });

  it("ends for a value that is deeper than any stack", () => {
    let deep: unknown = "jane@example.com";
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    expect(JSON.stringify(masker.json(deep))).not.toContain("jane");
    expect(masker.text(`${"[{".repeat(5_000)}"jane@example.com`)).not.toContain("jane");
    expect(masker.text(`${'{"a":'.repeat(5_000)}"jane@example.com"`)).not.toContain("jane");
  });
});
