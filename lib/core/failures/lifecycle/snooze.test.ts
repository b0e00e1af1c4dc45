import { expect, test } from "vitest";
import { type Snooze, type SnoozedClass, snoozeRefusal, wakeReason } from "./snooze";

const now = new Date("2025-06-01T12:00:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const seen = (more: Partial<SnoozedClass> = {}): SnoozedClass => ({
  status: "ongoing",
  totalCount: 100,
  isAboutToLose: false,
  ...more,
});
const time = (hours: number): Snooze => ({ kind: "time", until: inHours(hours) });
const count: Snooze = { kind: "count", moreCount: 5, fromTotal: 100 };

test.each<[string, Snooze, SnoozedClass, string | undefined]>([
  ["before its time it sleeps", time(1), seen(), undefined],
  ["at its time it is back", time(0), seen(), "the time is up"],
  ["one message too few leaves it asleep", count, seen({ totalCount: 104 }), undefined],
  ["the last of N more wakes it", count, seen({ totalCount: 105 }), "5 more arrived"],
  ["growing without escalating leaves it asleep", { kind: "escalates" }, seen({ totalCount: 900 }), undefined],
  ["an escalation wakes it", { kind: "escalates" }, seen({ status: "escalating" }), "it escalates"],
  ["nothing to lose leaves it asleep", { kind: "loss" }, seen(), undefined],
  [
    "a loss within a day wakes it",
    { kind: "loss" },
    seen({ isAboutToLose: true }),
    "a message is lost within 24 hours",
  ],
  ["an escalation does not end a snooze until a time", time(1), seen({ status: "escalating" }), undefined],
  ["the end of the class ends every snooze", time(1), seen({ status: "resolved" }), "it was resolved"],
])("%s", (_, snooze, state, reason) => {
  expect(wakeReason(snooze, state, now)).toBe(reason);
});

test.each<[string, Snooze, SnoozedClass, boolean]>([
  ["a time in the past", time(0), seen(), true],
  ["a time a year off", time(24 * 365), seen(), true],
  ["a time in 90 days", time(24 * 90), seen(), false],
  ["until it escalates, when it does", { kind: "escalates" }, seen({ status: "escalating" }), true],
  ["until it loses, when it does", { kind: "loss" }, seen({ isAboutToLose: true }), true],
  ["a resolved class", count, seen({ status: "resolved" }), true],
  ["N more", count, seen(), false],
])("a snooze is refused or not: %s", (_, snooze, state, isRefused) => {
  expect(snoozeRefusal(snooze, state, now) !== undefined).toBe(isRefused);
});
