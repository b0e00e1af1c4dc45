import fc from "fast-check";
import { expect, test } from "vitest";
import { editJson, type JsonStep } from "./edit-json";
import { readTree } from "./json-tree";

const edited = (text: string, step: JsonStep) => {
  const root = readTree(text);
  if (root === undefined) throw new Error("the test's body is no JSON");
  return editJson(text, root, step).text;
};
const set = (path: string, value: string): JsonStep => ({ step: "set", path, value });
const remove = (path: string): JsonStep => ({ step: "remove", path });

const ORDER = `{ "id": 12345678901234567890,\t"price":1.50e+2,
  "customer" : {"country":"XX","name":"J\\u00f6rg"},
  "lines": [ {"sku":"a","qty":1} , {"sku":"b","qty":2.0} ], "note": "a \\"quoted\\" a" }`;

test.each<[string, JsonStep, string, string]>([
  ["a field is set", set("body.customer.country", '"DE"'), '"XX"', '"DE"'],
  [
    "a big number is set digit by digit",
    set("body.id", "98765432109876543210"),
    "12345678901234567890",
    "98765432109876543210",
  ],
  ["an item of a list is set", set("body.lines[1].qty", "3"), "2.0", "3"],
  [
    "a field that is absent is added like its neighbours",
    set("body.customer.zip", '"1"'),
    '"J\\u00f6rg"',
    '"J\\u00f6rg","zip":"1"',
  ],
  ["a field is removed with one comma", remove("body.customer.country"), '"country":"XX",', ""],
  ["the last field is removed with the comma before it", remove("body.note"), ', "note": "a \\"quoted\\" a"', ""],
  ["an item is removed", remove("body.lines[0]"), '{"sku":"a","qty":1} , ', ""],
  ["a field gets another name", { step: "rename", path: "body.price", name: "total" }, '"price"', '"total"'],
  [
    "text is replaced and its neighbours keep their spelling",
    { step: "replace", path: "body.note", find: "a", with: 'x"' },
    '"a \\"quoted\\" a"',
    '"x\\" \\"quoted\\" x\\""',
  ],
  [
    "a spelled-out character is found by what it means",
    { step: "replace", path: "body.customer.name", find: "ö", with: "oe" },
    '"J\\u00f6rg"',
    '"Joerg"',
  ],
  [
    "a default is written where nothing is",
    { step: "default", path: "body.customer.zip", value: "null" },
    '"J\\u00f6rg"',
    '"J\\u00f6rg","zip":null',
  ],
])("%s, and every other byte stays", (_, step, from, to) => {
  expect(edited(ORDER, step)).toBe(ORDER.replace(from, () => to));
});

test("a default leaves what is there", () => {
  expect(edited(ORDER, { step: "default", path: "body.price", value: "1" })).toBe(ORDER);
});

test("all items of a list are edited at once", () => {
  expect(edited('{"l":[{"a":1},{"a":2}]}', set("body.l[*].a", "0"))).toBe('{"l":[{"a":0},{"a":0}]}');
  expect(edited('{"l":[1, 2 ,3],"x":1}', remove("body.l[*]"))).toBe('{"l":[],"x":1}');
});

test("names that stand twice elsewhere stay twice", () => {
  expect(edited('{"a":1,"b":2,"a":3}', set("body.b", "9"))).toBe('{"a":1,"b":9,"a":3}');
});

test.each<[string, string, JsonStep, string]>([
  ["which of two fields of one name is meant", '{"a":1,"a":2}', set("body.a", "3"), "stands there twice"],
  ["a field in something that is absent", "{}", set("body.a.b", "3"), "body.a is not there"],
  ["a field of a text", '{"a":"x"}', set("body.a.b", "3"), "body.a is no object"],
  ["an item behind the end of a list", '{"a":[1]}', set("body.a[4]", "3"), "has only 1 items"],
  ["every item of what is no list", '{"a":{}}', remove("body.a[*]"), "body.a is no list"],
  ["a name that is taken", '{"a":1,"b":2}', { step: "rename", path: "body.a", name: "b" }, "body.b is there already"],
  ["text in a number", '{"a":1}', { step: "replace", path: "body.a", find: "1", with: "2" }, "is no text"],
  ["the whole of a JSON body", '{"a":1}', { step: "replace", path: "body", find: "1", with: "2" }, "name a field"],
  ["a field called __proto__", '{"a":1}', set("body.__proto__.x", "1"), "are no fields"],
])("it is refused to guess: %s", (_, body, step, reason) => {
  expect(() => edited(body, step)).toThrow(reason);
});

test("a replacement that would blow a body up is refused before it is made", () => {
  const step: JsonStep = { step: "replace", path: "body.a", find: "x", with: "y".repeat(60_000) };

  expect(() => edited(JSON.stringify({ a: "x".repeat(500_000) }), step)).toThrow("larger than 1 MiB");
});

/** JSON as senders write it: any spacing, number spellings that no double holds, names that repeat. */
const space = fc.constantFrom("", "", " ", "\n  ", "\t");
const number = fc.oneof(
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 90n }).map(String),
  fc.constantFrom("1.50", "-0", "1e+400", "0.10000000000000000001", "100E-2"),
);
const name = fc.constantFrom("a", "b", "c", "x y", "toString", "é", "0");
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    number,
    fc.constantFrom("true", "null", '""', '"\\u00e9\\n"', '"{\\"a\\":1}"'),
    fc
      .array(fc.tuple(space, tie("value"), space), { maxLength: 4 })
      .map((items) => `[${items.map((one) => one.join("")).join(",")}]`),
    fc
      .array(fc.tuple(space, name, space, tie("value"), space), { maxLength: 4 })
      .map(
        (members) => `{${members.map(([a, key, b, of, c]) => `${a}${JSON.stringify(key)}${b}:${of}${c}`).join(",")}}`,
      ),
  ),
}));

const KEY = "the edited one";
test("an edit of one field never changes a byte of any other, whatever the body", () => {
  const member = fc.tuple(space, space, value).map(([a, b, of]) => `${a}${JSON.stringify(KEY)}${b}:${of}`);
  fc.assert(
    fc.property(fc.array(value), member, value, value, (around, own, last, anew) => {
      const before = `{${around.map((one, index) => `"k${index}":${one},`).join("")}`;
      const text = `${before}${own},"z" :${last} }`;
      const kept = own.slice(0, own.indexOf(":") + 1);

      expect(edited(text, set(`body["${KEY}"]`, anew))).toBe(`${before}${kept}${anew},"z" :${last} }`);
      expect(edited(text, { step: "rename", path: `body["${KEY}"]`, name: "n" })).toBe(
        text.replace(JSON.stringify(KEY), '"n"'),
      );
      const without = edited(text, remove(`body["${KEY}"]`));
      expect(without.startsWith(before.trimEnd()) && without.endsWith(`"z" :${last} }`)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("any step on any body gives JSON or a reason, and never another error", () => {
  const path = fc.constantFrom(
    "body.a",
    "body.b.c",
    "body[0]",
    "body.a[*]",
    "body.a[*].b",
    'body["x y"]',
    "body[*]",
    "body.a[1]",
    "body.toString",
  );
  const step = fc.oneof(
    fc.tuple(path, value).map(([at, to]): JsonStep => set(at, to)),
    path.map(remove),
    path.map((at): JsonStep => ({ step: "rename", path: at, name: "b" })),
    path.map((at): JsonStep => ({ step: "replace", path: at, find: "a", with: "\\" })),
    fc.tuple(path, value).map(([at, to]): JsonStep => ({ step: "default", path: at, value: to })),
  );
  fc.assert(
    fc.property(value, step, (text, one) => {
      try {
        expect(readTree(edited(text, one))).toBeDefined();
      } catch (error) {
        expect((error as Error).constructor.name).toBe("CannotEdit");
        expect((error as Error).message).not.toContain("other places");
      }
    }),
    { numRuns: 1_000 },
  );
});
