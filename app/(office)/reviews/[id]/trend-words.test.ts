import { expect, test } from "vitest";
import { beforeWords, trendWords } from "./trend-words";

const trend = (...values: (number | null)[]) => values.map((value, index) => ({ week: `2026-W4${index}`, value }));

test("a week that nobody wrote down is no zero", () => {
  expect(beforeWords({ key: "late", trend: trend(3, null, 47) })).toBe("no review the week before");
  expect(beforeWords({ key: "late", trend: trend(3, 0, 47) })).toBe("0 the week before");
});

test("times and hours are said as such", () => {
  expect(beforeWords({ key: "time-to-resolve", trend: trend(5400, 60) })).toBe("1 h 30 m the week before");
  expect(beforeWords({ key: "blind-hours", trend: trend(1.5, 60) })).toBe("1.5 hours the week before");
});

test("the line of weeks is told in words, with how many of them are missing", () => {
  expect(trendWords({ key: "pages", label: "Pages", trend: trend(null, 2, 1204) })).toBe(
    "Pages, the last 3 weeks. 2026-W41: 2, 2026-W42: 1,204; not known of 1.",
  );
});
