import { expect, test } from "vitest";
import { ownHeadline } from "./own-headline";

const told = { month: "2026-11", monthToDateUsd: 1.2, usdPerMonth: 4.1 };

test("the headline tells what was spent and the pace", () => {
  expect(ownHeadline(told, "2026-11")).toBe(
    "Our own calls cost about $1.20 this month so far, $4.10 a month at this pace.",
  );
});

test("a pace that was not measured for an hour is no pace of 0", () => {
  expect(ownHeadline({ ...told, usdPerMonth: null }, "2026-11")).toContain("the pace is not measured yet");
});

test("a month that is over has no pace, and one without calls no cost", () => {
  expect(ownHeadline(told, "2026-12")).toBe("Our own calls cost about $1.20 in November 2026.");
  expect(ownHeadline({ ...told, monthToDateUsd: null }, "2026-11")).toBe("No call of our own was counted this month.");
});
