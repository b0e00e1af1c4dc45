import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, cutLine } from "./cut";
import { inertMarkdown } from "./markdown";

test("text keeps its words and loses its power", () => {
  expect(inertMarkdown("price is null\nin order 12")).toBe("price is null in order 12");
  expect(inertMarkdown("@team fixes #12")).toBe("@\u2060team fixes #\u206012");
  expect(inertMarkdown("<b>x</b> `y` [z](w)")).toBe("\\<b\\>x\\</b\\> \\`y\\` \\[z\\]\\(w\\)");
  expect(inertMarkdown("1. first")).toBe("\\1. first");
});

test("text is cut within the limit, and never in the middle of a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const short = cut(text, limit);

      expect(short.length).toBeLessThanOrEqual(limit);
      expect(short.isWellFormed()).toBe(text.isWellFormed());
      expect(text.length <= limit ? short : text.startsWith(short.slice(0, -1))).toBe(
        text.length <= limit ? text : true,
      );
      expect(cutLine(text, limit)).not.toMatch(/\n/);
    }),
  );
});
