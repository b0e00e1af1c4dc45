import { expect, test } from "vitest";
import { lineEndsOf, withLineEnds } from "./line-ends";

/** What a text field makes of a text. */
const inField = (text: string) => text.replace(/\r\n?/g, "\n");

test.each([
  ["no line end at all", "a"],
  ["lines of Unix", "a\nb\n"],
  ["lines of Windows", "a\r\nb\r\n\r\n"],
])("a text field gives back every byte of a body with %s", (_, body) => {
  expect(withLineEnds(inField(body), lineEndsOf(body))).toBe(body);
});

test.each(["a\r\nb\n", "a\rb", "\n\r\n", "a\r\n\rb"])("%j is known to mix its line ends", (body) => {
  expect(lineEndsOf(body)).toBe("mixed");
});
