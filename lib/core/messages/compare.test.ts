import fc from "fast-check";
import { expect, test } from "vitest";
import { compareMessages, compareTexts } from "./compare";

const MIB = 1024 * 1024;
const noAttributes = { attributes: {}, system: {} };

test("every field that differs is named with both values, in the order of the first message", () => {
  const a = '{"id":1,"order":{"lines":[{"sku":"A"},{"sku":"B"}],"gone":{"x":[1]}},"same":true}';
  const b = '{"same":true,"order":{"lines":[{"sku":"A"},{"sku":"C"},5]},"id":"1","new":null}';

  expect(compareTexts(a, b)).toEqual({
    by: "field",
    differenceCount: 5,
    sameCount: 2,
    differences: [
      { kind: "differs", path: "id", a: "1", b: '"1"' },
      { kind: "differs", path: "order.lines[1].sku", a: '"B"', b: '"C"' },
      { kind: "only-b", path: "order.lines[2]", b: "5" },
      { kind: "only-a", path: "order.gone", a: "{x: [1 item]}" },
      { kind: "only-b", path: "new", b: "null" },
    ],
  });
});

test("numbers are compared as they were written, however many digits they have", () => {
  const [difference] = compareTexts('{"id":12345678901234567890}', '{"id":12345678901234567891}').differences;

  expect(difference).toMatchObject({ a: "12345678901234567890", b: "12345678901234567891" });
  expect(compareTexts('[1.10, "n1", "s"]', '[1.10,\n"n1","s"]')).toMatchObject({ differenceCount: 0, sameCount: 3 });
});

test("a text that only looks like the number is not the number, and escapes make no difference", () => {
  expect(compareTexts('["n1"]', "[1]").differenceCount).toBe(1);
  expect(compareTexts('["\\u0041"]', '["A"]').differenceCount).toBe(0);
});

test("a long text is shown where it begins to differ", () => {
  const [difference] = compareTexts(
    JSON.stringify({ text: `${"x".repeat(9_000)}left` }),
    JSON.stringify({ text: `${"x".repeat(9_000)}right` }),
  ).differences;

  expect(difference).toMatchObject({ a: expect.stringMatching(/^…x+left"$/), b: expect.stringMatching(/^…x+right"$/) });
});

test("texts are compared by line, and a line in between moves nothing", () => {
  expect(compareTexts("one\ntwo\nthree\nfour", "one\nnew\ntwo\n3\nfour")).toEqual({
    by: "line",
    differenceCount: 2,
    sameCount: 3,
    differences: [
      { kind: "only-b", path: "line 2", b: "new" },
      { kind: "differs", path: "line 3", a: "three", b: "3" },
    ],
  });
});

test("attributes are compared with their types, and what SQS noted too", () => {
  const compared = compareMessages(
    { text: "", attributes: { tenant: { dataType: "String", stringValue: "7" } }, system: { SenderId: "A" } },
    { text: "", attributes: { tenant: { dataType: "Number", stringValue: "7" } }, system: { SenderId: "A" } },
  );

  expect(compared.attributes.differences).toEqual([
    { kind: "differs", path: "tenant", a: '"String: 7"', b: '"Number: 7"' },
  ]);
  expect(compared.system).toMatchObject({ differenceCount: 0, sameCount: 1 });
});

test.each([
  ["lists of a mebibyte", `[${"1,".repeat(500_000)}1]`, `[${"2,".repeat(500_000)}2]`],
  ["lines of a mebibyte", "a\n".repeat(MIB / 2), "b\n".repeat(MIB / 2)],
  ["one line of a mebibyte", "x".repeat(MIB), `${"x".repeat(MIB)}y`],
  ["100,000 levels", "[".repeat(100_000), "[".repeat(100_001)],
  ["prototypes", '{"__proto__":{"a":1}}', '{"constructor":{"a":1}}'],
])("a hostile pair is compared within seconds and bounded: %s", (_, a, b) => {
  const startedAt = performance.now();
  const { payload } = compareMessages({ text: a, ...noAttributes }, { text: b, ...noAttributes });

  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(payload.differences.length).toBeLessThanOrEqual(300);
  expect(payload.differenceCount).toBeGreaterThan(0);
  expect(JSON.stringify(payload).length).toBeLessThan(400_000);
});

test("a payload differs in nothing from itself, and the two sides may change places", () => {
  const text = fc.oneof(fc.json(), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const isEqual = compareTexts(a, b).differenceCount === 0;
      return compareTexts(a, a).differenceCount === 0 && isEqual === (compareTexts(b, a).differenceCount === 0);
    }),
  );
});
