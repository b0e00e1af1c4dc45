import { expect, test } from "vitest";
import { weekName, weekWords } from "./week-words";

const zone = "Europe/Berlin";

test.each([
  ["2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z", "Mon 16 to Sun 22 Nov 2026"],
  ["2026-11-29T23:00:00.000Z", "2026-12-06T23:00:00.000Z", "Mon 30 Nov to Sun 6 Dec 2026"],
  ["2026-12-27T23:00:00.000Z", "2027-01-03T23:00:00.000Z", "Mon 28 Dec 2026 to Sun 3 Jan 2027"],
  ["2026-10-18T22:00:00.000Z", "2026-10-25T23:00:00.000Z", "Mon 19 to Sun 25 Oct 2026"],
])("the week from %s until %s is said in its own zone", (from, until, words) => {
  expect(weekWords({ from, until, zone })).toBe(words);
});

test("a week is named by its number", () => {
  expect(weekName("2026-W07")).toBe("week 7");
});
