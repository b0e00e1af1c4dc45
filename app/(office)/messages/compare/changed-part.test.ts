import fc from "fast-check";
import { expect, test } from "vitest";
import { changedPart } from "./changed-part";

test("what two texts have in common at both ends is not marked", () => {
  expect(changedPart('"order 12 late"', '"order 345 late"')).toEqual({
    before: '"order ',
    changed: "12",
    after: ' late"',
  });
  expect(changedPart("aa", "aaa")).toEqual({ before: "aa", changed: "", after: "" });
});

test("the parts are the text again, and no character is cut in half", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "😀", "😁") });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const { before, changed, after } = changedPart(a, b);
      return before + changed + after === a && [before, changed, after].every((part) => part.isWellFormed());
    }),
  );
});
