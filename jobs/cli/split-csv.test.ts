import fc from "fast-check";
import { expect, test } from "vitest";
import { splitCsv } from "./split-csv";

const anyRecord = fc.array(fc.constantFrom("a", '"b\nc"', '"x""y"', "1"), { minLength: 2, maxLength: 6 });

test("every record of a large file is in exactly one part, whole, below the header", () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 60 }), (records) => {
      const lines = records.map((cells) => `${cells.join(",")}\n`);
      const parts = splitCsv(`h,i\n${lines.join("")}`, 120);
      if (typeof parts === "string") throw new Error(parts);
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(120);
      expect(parts.map((part) => part.replace(/^h,i\n/, "")).join("")).toBe(lines.join(""));
    }),
  );
});

test("a file without lines, or with one that is too long, is refused in words", () => {
  expect(splitCsv("h,i\n", 100)).toBe("it has no lines below its header");
  expect(splitCsv(`h\n${"x".repeat(200)}\n`, 100)).toBe("record 2 is longer than the office takes");
});
