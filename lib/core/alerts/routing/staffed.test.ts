import { expect, test } from "vitest";
import { isStaffed, nextStaffedAt, type StaffedHours, staffedHoursFor, USUAL_HOURS } from "./staffed";

const ALL = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;
const office = (zone: string): StaffedHours => ({ zone, weekly: [{ days: WEEKDAYS, from: "09:00", until: "17:00" }] });
const daily = (zone: string, from: string, until: string): StaffedHours => ({
  zone,
  weekly: [{ days: ALL, from, until }],
});
const BERLIN = "Europe/Berlin";
const NEW_YORK = "America/New_York";
const KOLKATA = "Asia/Kolkata";

test.each([
  ["Berlin, the Friday before its clock is put on", BERLIN, "2026-03-27T17:00:00Z", "2026-03-30T07:00:00Z"],
  ["Berlin, the Friday before its clock is put back", BERLIN, "2026-10-23T17:00:00Z", "2026-10-26T08:00:00Z"],
  ["New York, the Friday before its clock is put on", NEW_YORK, "2026-03-06T23:00:00Z", "2026-03-09T13:00:00Z"],
  ["New York, the Friday before its clock is put back", NEW_YORK, "2026-10-30T22:00:00Z", "2026-11-02T14:00:00Z"],
  ["Kolkata, which lies half an hour apart", KOLKATA, "2026-03-27T12:00:00Z", "2026-03-30T03:30:00Z"],
  ["in the middle of a day: now", BERLIN, "2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"],
  ["the end of a day is not in it", BERLIN, "2026-11-19T16:00:00Z", "2026-11-20T08:00:00Z"],
  ["its beginning is", BERLIN, "2026-11-20T08:00:00Z", "2026-11-20T08:00:00Z"],
])("the next staffed hour: %s", (_, zone, at, next) => {
  expect(nextStaffedAt(office(zone), new Date(at))).toEqual(new Date(next));
});

test.each([
  ["over midnight, before it", daily(BERLIN, "22:00", "06:00"), "2026-11-20T22:30:00Z", true],
  ["over midnight, after it", daily(BERLIN, "22:00", "06:00"), "2026-11-21T04:59:59Z", true],
  ["over midnight, at its end", daily(BERLIN, "22:00", "06:00"), "2026-11-21T05:00:00Z", false],
  ["a whole day", daily(BERLIN, "00:00", "24:00"), "2026-11-21T23:30:00Z", true],
  ["the night that is an hour short", daily(BERLIN, "22:00", "06:00"), "2026-03-29T03:59:59Z", true],
  ["its end comes an hour sooner", daily(BERLIN, "22:00", "06:00"), "2026-03-29T04:00:00Z", false],
  ["the night that is an hour long", daily(BERLIN, "22:00", "06:00"), "2026-10-25T04:59:59Z", true],
  ["its end comes an hour later", daily(BERLIN, "22:00", "06:00"), "2026-10-25T05:00:00Z", false],
  ["the hour that comes twice, first", daily(BERLIN, "02:00", "03:00"), "2026-10-25T00:30:00Z", true],
  ["the hour that comes twice, again", daily(BERLIN, "02:00", "03:00"), "2026-10-25T01:30:00Z", true],
  ["after the hour that comes twice", daily(BERLIN, "02:00", "03:00"), "2026-10-25T02:00:00Z", false],
  ["New York's hour that comes twice", daily(NEW_YORK, "01:00", "02:00"), "2026-11-01T06:59:00Z", true],
  ["a Saturday", office(BERLIN), "2026-11-21T10:00:00Z", false],
  [
    "the Sunday night of one who works Sundays",
    { zone: BERLIN, weekly: [{ days: ["sun"], from: "20:00", until: "04:00" }] } as StaffedHours,
    "2026-11-23T02:00:00Z",
    true,
  ],
])("somebody is there: %s", (_, hours, at, is) => {
  expect(isStaffed(hours, new Date(at))).toBe(is);
});

test("an hour that the clock leaves out is staffed as much later, and never hides the ones after it", () => {
  const hours = daily(BERLIN, "02:00", "05:00");
  expect(nextStaffedAt(hours, new Date("2026-03-29T00:30:00Z"))).toEqual(new Date("2026-03-29T01:00:00Z"));
  expect(isStaffed(hours, new Date("2026-03-29T02:30:00Z"))).toBe(true);
  expect(isStaffed(hours, new Date("2026-03-29T03:00:00Z"))).toBe(false);
});

test("an empty week is staffed never", () => {
  const nobody: StaffedHours = { zone: "UTC", weekly: [] };
  expect(isStaffed(nobody, new Date("2026-11-20T10:00:00Z"))).toBe(false);
  expect(nextStaffedAt(nobody, new Date("2026-11-20T10:00:00Z"))).toBeNull();
});

test("an owner's own hours go before everybody's, wherever they stand; without any they are the usual ones", () => {
  const everybody = office(BERLIN);
  const till = { ...office(NEW_YORK), owner: "till-*" };
  expect(staffedHoursFor([everybody, till], "till-eu")).toBe(till);
  expect(staffedHoursFor([everybody, till], "stock")).toBe(everybody);
  expect(staffedHoursFor([everybody, till], null)).toBe(everybody);
  expect(staffedHoursFor([till], "stock")).toBe(USUAL_HOURS);
});
