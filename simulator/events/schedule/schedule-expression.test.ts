import { expect, test } from "vitest";
import { parseSchedule } from "./schedule-expression";

const NOON = Date.parse("2026-11-20T12:00:00Z");

/** The next times after noon of Friday, 20 November 2026. */
function times(expression: string, count: number, after = NOON): string[] {
  const next = parseSchedule(expression);
  const found: string[] = [];
  for (let at = next?.(after); at !== undefined && found.length < count; at = next?.(at)) {
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
}

test.each([
  ["rate(1 minute)", ["2026-11-20T12:01", "2026-11-20T12:02"]],
  ["rate(5 minutes)", ["2026-11-20T12:05", "2026-11-20T12:10"]],
  ["rate(1 hour)", ["2026-11-20T13:00"]],
  ["rate(7 days)", ["2026-11-27T12:00"]],
  ["cron(0 10 * * ? *)", ["2026-11-21T10:00", "2026-11-22T10:00"]],
  ["cron(15 12 * * ? *)", ["2026-11-20T12:15", "2026-11-21T12:15"]],
  ["cron(0 18 ? * MON-FRI *)", ["2026-11-20T18:00", "2026-11-23T18:00"]],
  ["cron(0 8 1 * ? *)", ["2026-12-01T08:00", "2027-01-01T08:00"]],
  ["cron(0/15 * * * ? *)", ["2026-11-20T12:15", "2026-11-20T12:30", "2026-11-20T12:45", "2026-11-20T13:00"]],
  ["cron(0/5 8-9 ? * MON-FRI *)", ["2026-11-23T08:00", "2026-11-23T08:05"]],
  ["cron(0/30 20-23 ? * MON-FRI *)", ["2026-11-20T20:00", "2026-11-20T20:30"]],
  ["cron(5,35 14 * * ? *)", ["2026-11-20T14:05", "2026-11-20T14:35", "2026-11-21T14:05"]],
  ["cron(0 2 ? * SAT#3 *)", ["2026-11-21T02:00", "2026-12-19T02:00"]],
  ["cron(15 10 ? * 6L *)", ["2026-11-27T10:15", "2026-12-25T10:15"]],
  ["cron(0 0 L * ? *)", ["2026-11-30T00:00", "2026-12-31T00:00", "2027-01-31T00:00", "2027-02-28T00:00"]],
  ["cron(0 0 15W * ? *)", ["2026-12-15T00:00", "2027-01-15T00:00", "2027-02-15T00:00", "2027-03-15T00:00"]],
  ["cron(0 0 1W 5 ? 2027)", ["2027-05-03T00:00"]],
  ["cron(0 0 29 2 ? *)", ["2028-02-29T00:00"]],
  ["cron(0 0 ? * FRI-MON *)", ["2026-11-21T00:00", "2026-11-22T00:00", "2026-11-23T00:00", "2026-11-27T00:00"]],
  ["cron(15 10 ? * 6L 2002-2005)", []],
])("%s comes at its times", (expression, expected) => {
  expect(times(expression, Math.max(expected.length, 1))).toEqual(expected);
});

test.each([
  "rate(10 seconds)",
  "rate(1 minutes)",
  "rate(10 minute)",
  "rate()",
  "rate(10)",
  "rate(10 minutess)",
  "rate(foo minutes)",
  "rate(0 minutes)",
  "rate(-10 minutes)",
  "rate(10 MINUTES)",
  "rate( 10 minutes )",
  " rate(10 minutes)",
  "cron(0 1 * * * *)",
  "cron(7 20 * * NOT *)",
  "cron(INVALID)",
  "cron(0 dummy ? * MON-FRI *)",
  "cron(71 8 1 * ? *)",
  "cron(0 8 1 * ?)",
  "cron(0 8 ? * ? *)",
  "at(2026-11-20T12:00:00)",
  "",
])("%j is no schedule", (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});
