import { expect, test } from "vitest";
import {
  formatAge,
  formatBytes,
  formatCompactCount,
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  formatPlural,
  formatRate,
  formatShortId,
} from "./format";

test.each([
  [0, "0 s"],
  [58, "58 s"],
  [372, "6 min"],
  [3_599, "59 min"],
  [12_660, "3 h 31 m"],
  [10_980, "3 h 03 m"],
  [187_200, "2 d 04 h"],
  [1_170_000, "13 d 13 h"],
  [-5, "0 s"],
  [null, "?"],
  [Number.NaN, "?"],
])("%s seconds read as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("a bound on a duration says that it is one", () => {
  expect(formatDuration(525_600, { isLowerBound: true })).toBe("≥ 6 d 02 h");
});

test("an unknown age is not an age", () => {
  expect([formatAge(4), formatAge(undefined)]).toEqual(["4 s ago", "?"]);
});

test.each([
  [0, "0"],
  [1_204, "1,204"],
  [null, "?"],
  [undefined, "?"],
])("the count %s reads as %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test("an estimated count says so", () => {
  expect(formatCount(340, { isEstimate: true })).toBe("~340");
});

test.each([
  [999, "999"],
  [12_400, "12.4k"],
  [999_949, "999.9k"],
  [999_950, "1M"],
])("%s is %s on an axis", (count, text) => {
  expect(formatCompactCount(count)).toBe(text);
});

test("one thing is singular, many and unknown are plural", () => {
  expect([formatPlural(1, "message"), formatPlural(1_204, "message"), formatPlural(null, "message")]).toEqual([
    "1 message",
    "1,204 messages",
    "? messages",
  ]);
});

test.each([
  [812, "812 B"],
  [3_174, "3.1 kB"],
  [41_984, "41 kB"],
  [262_144, "256 kB"],
  [1_048_576, "1 MB"],
  [2_576_980_378, "2.4 GB"],
  [null, "?"],
])("%s bytes read as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, "$0.00"],
  [0.42, "$0.42"],
  [0.003, "less than $0.01"],
  [1_204.5, "$1,204.50"],
  [null, "?"],
])("%s dollars read as %s", (dollars, text) => {
  expect(formatMoney(dollars)).toBe(text);
});

test("an estimated price says about", () => {
  expect(formatMoney(4.1, { isEstimate: true })).toBe("about $4.10");
});

test.each([
  [0, "0 %"],
  [0.004, "< 1 %"],
  [0.98, "98 %"],
  [0.999, "99 %"],
  [1, "100 %"],
  [null, "?"],
])("a share of %s reads as %s", (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test("a pace carries its sign and an unknown pace is not zero", () => {
  expect([
    formatRate(41, "min", { isSigned: true }),
    formatRate(-3, "h", { isSigned: true }),
    formatRate(0, "h", { isSigned: true }),
    formatRate(10, "s"),
    formatRate(null, "s"),
  ]).toEqual(["+41 / min", "−3 / h", "0 / h", "10 / s", "?"]);
});

test("a long id keeps both ends", () => {
  expect([formatShortId("3f9c0000-1111-a71e"), formatShortId("R-2291")]).toEqual(["3f9c…a71e", "R-2291"]);
});
