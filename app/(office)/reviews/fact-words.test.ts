import { expect, test } from "vitest";
import { budgetWords, factValueWords, totalWords } from "./fact-words";

test.each([
  ["late", 1204, "1,204"],
  ["time-to-resolve", 5400, "1 h 30 m"],
  ["cost", 4.1, "$4.10"],
  ["blind", 1.5, "1.5 hours"],
  ["budget", -0.25, "−25 %"],
  ["lost", null, "?"],
  ["blind", null, "?"],
  ["class-new", 1, undefined],
] as const)("a fact of %s with %s says %s", (kind, value, words) => {
  expect(factValueWords(kind, value)).toBe(words);
});

test("a list says how its number comes out of it", () => {
  expect(totalWords(["expired", "lost"], { sum: 47, totalCount: 3 })).toBe("47 in 3 rows");
  expect(totalWords(["expired", "lost"], { sum: null, totalCount: 0 })).toBe("0 in 0 rows");
  expect(totalWords(["time-to-resolve"], { sum: 900, totalCount: 3 })).toBe("the middle of 3 rows");
  expect(totalWords(["page"], { sum: 2, totalCount: 2 })).toBe("2 rows");
  expect(totalWords(["blind"], { sum: 3, totalCount: 1 })).toBe("3 hours in 1 row");
  expect(totalWords([], { sum: 99, totalCount: 8 })).toBe("8 rows");
});

test("a budget that is overspent has a sign", () => {
  expect([budgetWords(0.42), budgetWords(-1.5)]).toEqual(["42 %", "−150 %"]);
});
