import { expect, test } from "vitest";
import { formatAbsolute, formatClock, formatMoment } from "./time-format";

const at = new Date("2026-11-28T00:54:09Z");
const now = new Date("2026-11-24T02:07:11Z");

test("a moment is told in the zone of the reader", () => {
  expect(formatMoment(at, "Europe/Berlin", now)).toBe("Sat 28 Nov 01:54");
});

test("a moment of another year names the year", () => {
  expect(formatMoment(new Date("2025-02-03T04:05:06Z"), "UTC", now)).toBe("Mon 3 Feb 2025 04:05");
});

test("midnight is 00, not 24", () => {
  expect(formatClock(new Date("2026-11-24T00:00:05Z"), "UTC")).toBe("00:00:05");
});

test("the absolute time gives UTC first, then the reader's own zone", () => {
  expect([formatAbsolute(at, "UTC"), formatAbsolute(at, "Europe/Berlin")]).toEqual([
    "2026-11-28 00:54:09 UTC",
    "2026-11-28 00:54:09 UTC · 01:54:09 CET",
  ]);
});
