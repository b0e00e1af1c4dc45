import { describe, expect, test } from "vitest";
import { judgeRhythm, type RuleHistory } from "./rhythm";

const HOUR = 3_600_000;
/** A Monday, four weeks before the last Monday of these tests. */
const MONDAY = Date.parse("2026-10-26T00:00:00Z");
const at = (day: number, hour = 0) => new Date(MONDAY + day * 24 * HOUR + hour * HOUR);
const weekday = (hour: Date) => (hour.getUTCDay() + 6) % 7;

/** The hours from a time until another in which a rule of this habit runs. */
function ran(isRunning: (hour: Date) => boolean, until: Date, from = at(0)): Date[] {
  const hours: Date[] = [];
  for (let time = from.getTime(); time < until.getTime(); time += HOUR)
    if (isRunning(new Date(time))) hours.push(new Date(time));
  return hours;
}
const history = (hours: Date[], knownUntil: Date, more: Partial<RuleHistory> = {}): RuleHistory => ({
  isEnabled: true,
  scheduleExpression: null,
  hours,
  watchedFrom: at(0),
  enabledAt: null,
  knownUntil,
  ...more,
});

const always = () => true;
const byDay = (hour: Date) => hour.getUTCHours() >= 8 && hour.getUTCHours() < 18;
const officeHours = (hour: Date) => byDay(hour) && weekday(hour) < 5;
const nightly = (hour: Date) => hour.getUTCHours() === 2;
/** Pseudo-random, the same each time: about one hour in eight. */
const nowAndThen = (hour: Date) => ((hour.getTime() / HOUR) * 2_654_435_761) % 4_294_967_296 < 4_294_967_296 / 8;

describe("a rule is held to the hours of the week in which it used to run", () => {
  test.each<[string, string, (hour: Date) => boolean, Date, Date]>([
    ["one that always runs, quiet for two hours", "in-rhythm", always, at(21, 10), at(21, 12)],
    ["one that always runs, quiet for six hours", "silent", always, at(21, 10), at(21, 16)],
    ["one that works by day, at night", "in-rhythm", byDay, at(21, 18), at(22, 7)],
    ["one that works by day, late in the morning", "in-rhythm", byDay, at(21, 18), at(22, 10)],
    ["one that works by day, dead the whole next day", "silent", byDay, at(21, 18), at(22, 16)],
    ["one that works in office hours, on Sunday", "in-rhythm", officeHours, at(25, 18), at(27, 20)],
    ["one that works in office hours, dead on Monday", "silent", officeHours, at(25, 18), at(28, 16)],
    ["one that runs once a night, before its time", "in-rhythm", nightly, at(21, 3), at(22, 2)],
    ["one that runs once a night, after three nights without", "silent", nightly, at(21, 3), at(25, 12)],
    ["one that runs now and then, quiet for a day", "in-rhythm", nowAndThen, at(21), at(22)],
    ["one that runs now and then, quiet for a week and a half", "silent", nowAndThen, at(21), at(31)],
  ])("%s: %s", (_, kind, habit, until, now) => {
    expect(judgeRhythm(history(ran(habit, until), now)).kind).toBe(kind);
  });
});

test("a rule that runs for eight days, in an account known for weeks, is held to these eight days", () => {
  const hours = ran(always, at(21), at(13));

  expect(judgeRhythm(history(hours, at(21, 2))).kind).toBe("in-rhythm");
  expect(judgeRhythm(history(hours, at(21, 8))).kind).toBe("silent");
});

test("each hour of a rule that works by day is in rhythm for four weeks", () => {
  const kinds = new Set<string>();
  for (let hour = 14 * 24; hour < 28 * 24; hour += 1) {
    const now = at(0, hour);
    kinds.add(judgeRhythm(history(ran(officeHours, now), now)).kind);
  }

  expect([...kinds]).toEqual(["in-rhythm"]);
});

test("a holiday that it had before is no silence the next time", () => {
  const withHoliday = (hour: Date) =>
    officeHours(hour) && hour.getTime() < at(15).getTime() !== hour.getTime() >= at(16).getTime();
  const hours = ran(withHoliday, at(21, 18));

  expect(judgeRhythm(history(hours, at(22, 15))).kind).toBe("in-rhythm");
});

test.each<[string, Partial<RuleHistory>, string]>([
  ["less than a week", { hours: ran(always, at(3)), knownUntil: at(9) }, "no rhythm yet"],
  [
    "a handful of runs",
    { hours: ran((hour) => hour.getUTCHours() === 2 && weekday(hour) === 1, at(20)) },
    "too seldom",
  ],
  ["no run at all", { hours: [] }, "has not run since"],
])("of %s no rhythm is claimed", (_, more, words) => {
  const rhythm = judgeRhythm({ ...history([], at(27)), ...more });

  expect(rhythm).toMatchObject({ kind: "not-measurable", dueAt: null });
  expect(rhythm.sentence).toContain(words);
});

test("a rule that is switched off is not silent", () => {
  expect(judgeRhythm(history(ran(always, at(14)), at(21), { isEnabled: false })).kind).toBe("disabled");
});

test("a rule that was off for days and is on for an hour is not silent yet", () => {
  const hours = ran(always, at(14));

  expect(judgeRhythm(history(hours, at(21, 1), { enabledAt: at(21) })).kind).toBe("in-rhythm");
  expect(judgeRhythm(history(hours, at(21, 6), { enabledAt: at(21) })).kind).toBe("silent");
});

describe("a schedule is held to its expression", () => {
  const noon = at(21, 12);
  test.each<[string, string, string, Date[], Date]>([
    ["every five minutes, not for two hours", "silent", "rate(5 minutes)", [at(21, 9)], noon],
    ["every five minutes, in the last hour", "in-rhythm", "rate(5 minutes)", [at(21, 11)], noon],
    ["every day, yesterday morning", "in-rhythm", "rate(1 day)", [at(20, 9)], noon],
    ["every day, the day before yesterday", "silent", "rate(1 day)", [at(19, 2)], noon],
    ["at ten each day, and it did", "in-rhythm", "cron(0 10 * * ? *)", [at(21, 10)], noon],
    ["at ten each day, and it is two hours late", "in-rhythm", "cron(0 10 * * ? *)", [at(20, 10)], noon],
    ["at three each day, and it is nine hours late", "silent", "cron(0 3 * * ? *)", [at(20, 3)], noon],
    ["on workdays, asked on Sunday", "in-rhythm", "cron(0 3 ? * MON-FRI *)", [at(18, 3)], at(20, 12)],
    ["it never ran, and was due for weeks", "silent", "cron(0 3 * * ? *)", [], noon],
    ["on the last day of a month", "not-measurable", "cron(0 3 L * ? *)", [at(1, 3)], noon],
  ])("%s: %s", (_, kind, scheduleExpression, hours, now) => {
    expect(judgeRhythm(history(hours, now, { scheduleExpression })).kind).toBe(kind);
  });
});
