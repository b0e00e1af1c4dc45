import { expect, test } from "vitest";
import { parseCron, previousCronTime } from "./cron";

const SATURDAY_NOON = Date.parse("2026-11-21T12:00:00Z");
const before = (text: string, at = SATURDAY_NOON) => {
  const cron = parseCron(text);
  const time = cron && previousCronTime(cron, at);
  return time === undefined ? null : new Date(time).toISOString().slice(0, 16);
};

test.each([
  ["every day at ten", "0 10 * * ? *", "2026-11-21T10:00"],
  ["at this very minute", "0 12 * * ? *", "2026-11-21T12:00"],
  ["on workdays only", "0 18 ? * MON-FRI *", "2026-11-20T18:00"],
  ["every quarter of an hour by day", "0/15 8-17 ? * 2-6 *", "2026-11-20T17:45"],
  ["on two days of a week", "30 6 ? * TUE,THU *", "2026-11-19T06:30"],
  ["on the first of a month", "0 0 1 * ? *", "2026-11-01T00:00"],
  ["over the turn of a week", "0 0 ? * FRI-MON *", "2026-11-21T00:00"],
  ["only in March", "0 0 15 3 ? *", "2026-03-15T00:00"],
])("a schedule came last: %s", (_, text, expected) => {
  expect(before(text)).toBe(expected);
});

test.each([
  ["the last day of a month", "0 0 L * ? *"],
  ["the third Friday", "0 0 ? * 6#3 *"],
  ["a year that is over", "0 0 1 1 ? 2020"],
  ["both kinds of days", "0 0 1 * MON *"],
  ["too few fields", "0 0 1 * ?"],
  ["an hour that does not exist", "0 25 * * ? *"],
])("nothing is claimed of %s", (_, text) => {
  expect(before(text)).toBeNull();
});
