import { expect, test } from "vitest";
import { fillText, fillValue } from "./fill-in";

const SEEN = { id: 7, user: { name: "Ada" }, items: [{ sku: "a1" }], "no-such": false };

test.each([
  ["order <$.id> of <$.user.name>", "order 7 of Ada"],
  ["first is <$.items[0].sku>", "first is a1"],
  ["all are <$.items>", 'all are [{"sku":"a1"}]'],
  ["nothing: <$.user.age>.", "nothing: ."],
  ["no inherited members: <$.toString>.", "no inherited members: ."],
  ["no place: <id> $.id", "no place: <id> $.id"],
])("%s becomes %s", (text, filled) => {
  expect(fillText(text, SEEN)).toBe(filled);
});

test("a text that is one place becomes the member itself, wherever it stands", () => {
  expect(fillValue({ who: "<$.user>", ids: ["<$.id>", 2], gone: "<$.x>" }, SEEN)).toEqual({
    who: { name: "Ada" },
    ids: [7, 2],
    gone: null,
  });
});
