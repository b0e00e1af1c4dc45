import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv";

test("what was written is read back, with an apostrophe before what a spreadsheet would run", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 5 }), (cells) => {
      const [read] = parse(csvLine(cells), { relax_column_count: true }) as string[][];
      expect(read).toEqual(cells.map((cell) => (/^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell)));
    }),
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])("no spreadsheet runs %j", (text) => {
  expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
});

test("a negative number stays a number", () => {
  expect(csvLine([-1.5, null, "a"])).toBe("-1.5,,a\r\n");
});
