import { expect, test } from "vitest";
import { parseExpression } from "./expression";

const runs = (text: string, from: string, count: number, startAt = from) => {
  const expression = parseExpression(text);
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < count; ) {
    const next = expression.next(at, Date.parse(startAt));
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    at = next + 1;
  }
  return found;
};

test.each([
  ["every five minutes", "cron(0/5 * * * ? *)", ["2026-01-30T10:05", "2026-01-30T10:10"]],
  ["weekdays at eight", "cron(0 8 ? * MON-FRI *)", ["2026-02-02T08:00", "2026-02-03T08:00"]],
  ["the first of the month", "cron(15 10 1 * ? *)", ["2026-02-01T10:15", "2026-03-01T10:15"]],
  ["the last day of the month", "cron(0 0 L * ? *)", ["2026-01-31T00:00", "2026-02-28T00:00"]],
  ["the last Friday", "cron(0 12 ? * 6L *)", ["2026-01-30T12:00", "2026-02-27T12:00"]],
  ["the second Tuesday", "cron(0 9 ? * TUE#2 *)", ["2026-02-10T09:00", "2026-03-10T09:00"]],
  ["lists and steps", "cron(0,30 9-11/2 ? * * *)", ["2026-01-30T11:00", "2026-01-30T11:30"]],
  ["a leap day", "cron(0 0 29 2 ? *)", ["2028-02-29T00:00", "2032-02-29T00:00"]],
  ["a year that is over", "cron(0 0 1 1 ? 2025)", []],
  ["once", "at(2026-03-01T00:00:00)", ["2026-03-01T00:00"]],
  ["once, in the past", "at(2025-03-01T00:00:00)", []],
])("%s", (_, text, expected) => {
  expect(runs(text, "2026-01-30T10:00:01Z", 2)).toEqual(expected);
});

test("a rate runs when it begins and then after each interval", () => {
  const found = runs("rate(2 hours)", "2026-01-30T11:00:00Z", 2, "2026-01-30T10:00:00Z");

  expect(found).toEqual(["2026-01-30T12:00", "2026-01-30T14:00"]);
});

test.each([
  ["no kind", "5 minutes"],
  ["five fields", "cron(* * * * ?)"],
  ["both days", "cron(0 0 1 * MON *)"],
  ["a minute that is none", "cron(60 * * * ? *)"],
  ["a backward range", "cron(0 5-3 * * ? *)"],
  ["W, which is not simulated", "cron(0 0 15W * ? *)"],
  ["a rate of nothing", "rate(0 minutes)"],
  ["a rate of seconds", "rate(5 seconds)"],
  ["a date that is none", "at(2026-13-01T00:00:00)"],
])("%s is refused", (_, text) => {
  expect(() => parseExpression(text)).toThrow(RangeError);
});
