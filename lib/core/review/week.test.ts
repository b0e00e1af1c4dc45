import { expect, test } from "vitest";
import {
  dateAt,
  isWeek,
  lastWholeWeek,
  nextScheduled,
  scheduledBefore,
  shiftWeek,
  spanOfWeek,
  type WeeklyTime,
  weekAt,
} from "./week";

const hoursOf = (week: string, zone: string) => {
  const { from, until } = spanOfWeek(week, zone);
  return (until.getTime() - from.getTime()) / 3_600_000;
};
const monday: WeeklyTime = { zone: "Europe/Berlin", day: "mon", at: "07:00" };

test.each([
  ["an ordinary week", "2026-W47", "Europe/Berlin", 168],
  ["the week in which clocks are put forward", "2026-W13", "Europe/Berlin", 167],
  ["the week in which clocks are put back", "2026-W43", "Europe/Berlin", 169],
  ["a zone that changes by half an hour", "2026-W14", "Australia/Lord_Howe", 168.5],
  ["a zone whose midnight is leapt over", "2026-W17", "Africa/Cairo", 167],
  ["UTC", "2026-W13", "UTC", 168],
])("%s has its hours", (_, week, zone, hours) => {
  expect(hoursOf(week, zone)).toBe(hours);
});

test("a week begins at the midnight of its zone", () => {
  expect(spanOfWeek("2026-W13", "Europe/Berlin")).toEqual({
    from: new Date("2026-03-22T23:00:00Z"),
    until: new Date("2026-03-29T22:00:00Z"),
  });
});

test.each([
  ["2026-01-01T12:00:00Z", "2026-W01"],
  ["2027-01-03T12:00:00Z", "2026-W53"],
  ["2027-01-04T12:00:00Z", "2027-W01"],
  ["2024-12-30T12:00:00Z", "2025-W01"],
  ["2026-11-22T23:30:00Z", "2026-W48"],
])("%s lies in %s of Berlin", (at, week) => {
  expect(weekAt(new Date(at), "Europe/Berlin")).toBe(week);
});

test("weeks follow each other over a year's end", () => {
  expect([shiftWeek("2026-W53", 1), shiftWeek("2027-W01", -1), shiftWeek("2026-W10", -11)]).toEqual([
    "2027-W01",
    "2026-W53",
    "2025-W51",
  ]);
  expect([isWeek("2026-W53"), isWeek("2027-W53"), isWeek("2027-W00")]).toEqual([true, false, false]);
});

test("the last whole week is over", () => {
  const at = new Date("2026-11-22T22:59:59Z");

  expect([lastWholeWeek(at, "Europe/Berlin"), lastWholeWeek(new Date(at.getTime() + 1000), "Europe/Berlin")]).toEqual([
    "2026-W46",
    "2026-W47",
  ]);
});

test.each([
  ["before the hour", "2026-11-23T05:59:59Z", "2026-11-16T06:00:00.000Z", "2026-11-23T06:00:00.000Z"],
  ["at the hour", "2026-11-23T06:00:00Z", "2026-11-23T06:00:00.000Z", "2026-11-30T06:00:00.000Z"],
  ["late in the week", "2026-11-29T22:00:00Z", "2026-11-23T06:00:00.000Z", "2026-11-30T06:00:00.000Z"],
  ["over a change of clocks", "2026-03-25T12:00:00Z", "2026-03-23T06:00:00.000Z", "2026-03-30T05:00:00.000Z"],
])("the schedule finds its times %s", (_, now, before, next) => {
  const at = new Date(now);

  expect([scheduledBefore(monday, at).toISOString(), nextScheduled(monday, at).toISOString()]).toEqual([before, next]);
});

test("a time that the clocks leap over is as much later; one that comes twice is the first", () => {
  const sunday = { zone: "Europe/Berlin", day: "sun", at: "02:30" } as const;

  expect(nextScheduled(sunday, new Date("2026-03-28T12:00:00Z")).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(nextScheduled(sunday, new Date("2026-10-24T12:00:00Z")).toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("24:00 ends its day", () => {
  expect(nextScheduled({ ...monday, day: "sun", at: "24:00" }, new Date("2026-11-20T12:00:00Z")).toISOString()).toBe(
    "2026-11-22T23:00:00.000Z",
  );
});

test("a moment has the date of its zone", () => {
  expect(dateAt(new Date("2026-11-22T23:30:00Z"), "Europe/Berlin")).toBe("2026-11-23");
});
