import { expect, test } from "vitest";
import { windowFor, windowIn } from "./window-choice";

const UNTIL = "2026-11-22T12:00:00.000Z";
const point = (at: string, waiting: number | null) => ({
  ...{ at, waiting, deadLetters: null, ageSeconds: null, sent: null, deleted: null, failed: null },
});

test("charts look back a day where less than a day was measured, else a week", () => {
  const young = [point("2026-11-16T12:00:00.000Z", null), point("2026-11-22T11:00:00.000Z", 0)];

  expect(windowFor({ points: young, until: UNTIL })).toBe("24h");
  expect(windowFor({ points: [point("2026-11-21T11:00:00.000Z", 0), ...young], until: UNTIL })).toBe("7d");
});

test("the address decides before that", () => {
  const said = (window: string) => new URLSearchParams({ window });

  expect([
    windowIn(said("30d"), "24h"),
    windowIn(said("nonsense"), "24h"),
    windowIn(new URLSearchParams(), "7d"),
  ]).toEqual(["30d", "24h", "7d"]);
});
