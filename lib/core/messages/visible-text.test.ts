import fc from "fast-check";
import { expect, test } from "vitest";
import { revealInvisible } from "./visible-text";

test.each([
  ["a right-to-left override", "a\u202eb", "U+202E"],
  ["a zero-width space", "a\u200bb", "U+200B"],
  ["an escape", "a\u001bb", "␛"],
  ["NUL", "a\u0000b", "␀"],
  ["DEL", "a\u007fb", "␡"],
  ["a C1 control", "a\u0085b", "U+0085"],
  ["a line separator", "a\u2028b", "U+2028"],
  ["a tag character", "a\u{e0041}b", "U+E0041"],
  ["a lone surrogate", "a\ud800b", "U+D800"],
])("%s is shown", (_, text, shown) => {
  expect(revealInvisible(text).map((segment) => segment.text)).toEqual(["a", shown, "b"]);
});

test("honest text in any script is one plain piece", () => {
  const text = "Straße\t東京\nالطلب 🚚 ñ";

  expect(revealInvisible(text)).toEqual([{ text, kind: "plain" }]);
});

test("nothing is lost: plain runs and code points make the text again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const again = revealInvisible(text).map((segment) =>
        segment.kind === "plain" ? segment.text : String.fromCodePoint(segment.codePoint),
      );
      return again.join("") === text;
    }),
  );
});
