import { expect, test } from "vitest";
import { dueSeconds, figuresDue, listSeconds, readFrom, type UseSight, type UseTold } from "./use-cadence";
import { HOUR_SECONDS, QUICK_SECONDS, USE_FIGURES } from "./use-metrics";

const NOW = new Date("2026-11-21T12:34:56Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const aSight = (part: Partial<UseSight>): UseSight => ({
  kind: "queue",
  width: HOUR_SECONDS,
  active: [],
  readAt: ago(3 * 3600),
  readUntil: ago(3 * 3600),
  hasMoved: false,
  ...part,
});
const asked = (part: Partial<UseSight>, factor = 1) =>
  (figuresDue(aSight(part), NOW, factor)?.figures ?? []).map(({ metric }) => metric);
const aTold = (part: Partial<UseTold>): UseTold => ({
  kind: "queue",
  width: HOUR_SECONDS,
  isBlind: false,
  isAlive: true,
  hasStirred: true,
  isTroubled: false,
  knownSeconds: 1e6,
  ...part,
});
const ALL = USE_FIGURES.queue.map(({ metric }) => metric);

test.each<[string, Partial<UseSight>, readonly string[]]>([
  ["the first read asks for all, whatever ListMetrics names", { readAt: null, readUntil: null }, ALL],
  ["what ListMetrics does not name is not asked", { active: [] }, []],
  [
    "what it names is asked, both figures of one metric",
    { active: ["sentBytes", "sentSamples"] },
    ["sentBytes", "sentSamples"],
  ],
  ["where it is refused all is asked", { active: "unknown" }, ALL],
  ["what has moved since is asked for all, named or not", { hasMoved: true }, ALL],
  ["what nobody read for a day is asked whether there is anything", { readAt: ago(86_400) }, ["sent", "emptyReceives"]],
  ["of other kinds one figure tells that", { kind: "topic", readAt: ago(86_400) }, ["published"]],
  [
    "a living function is asked for all three of its five minutes",
    { kind: "function", width: QUICK_SECONDS, active: ["errors"] },
    ["invocations", "errors", "throttles"],
  ],
  ["a silent one for none", { kind: "function", width: QUICK_SECONDS, readAt: null }, []],
])("%s", (_, sight, figures) => {
  expect(asked(sight)).toEqual(figures);
});

test.each<[string, Partial<UseTold>, number]>([
  ["what stirs is read every three hours", {}, 10_800],
  ["what told nothing but zeros once a day", { hasStirred: false }, 86_400],
  ["without ListMetrics once a day", { isBlind: true, isAlive: false }, 86_400],
  ["ten minutes after its first sight", { knownSeconds: 20 }, 580],
  ["half an hour after it", { knownSeconds: 610 }, 1190],
  ["an hour after it", { knownSeconds: 1800, hasStirred: false }, 1800],
  ["then as usual", { knownSeconds: 3600 }, 10_800],
  ["what is not alive is not read again so soon", { knownSeconds: 20, isAlive: false, hasStirred: false }, 86_400],
  ["five minutes of a function every quarter of an hour", { kind: "function", width: QUICK_SECONDS }, 900],
  ["every five minutes while something is wrong", { kind: "function", width: QUICK_SECONDS, isTroubled: true }, 300],
])("%s", (_, told, seconds) => {
  expect(dueSeconds(aTold(told))).toBe(seconds);
});

test("a factor slows all of it down, and a rehearsal speeds it up", () => {
  expect(dueSeconds(aTold({}), 4)).toBe(4 * 10_800);
  expect(dueSeconds(aTold({ knownSeconds: 2 }), 0.1)).toBeCloseTo(58);
});

test("ListMetrics is never asked so seldom that it would forget something", () => {
  expect(listSeconds("function", { hasNew: false })).toBe(900);
  expect(listSeconds("queue", { hasNew: true })).toBe(600);
  expect(listSeconds("queue", { hasNew: false }, 10)).toBeLessThan(3 * 3600);
});

test.each<[string, UseSight["width"], Date | null, string]>([
  ["the first read reaches back to the month's beginning", HOUR_SECONDS, null, "2026-11-01T00:00:00.000Z"],
  [
    "the next begins on the hour, two hours before the last one's end",
    HOUR_SECONDS,
    ago(600),
    "2026-11-21T10:00:00.000Z",
  ],
  ["what was missed in a long pause is read", HOUR_SECONDS, ago(30 * 86_400), "2026-10-22T10:00:00.000Z"],
  ["five minutes begin a day back", QUICK_SECONDS, null, "2026-11-20T12:30:00.000Z"],
  ["and are read again for half an hour", QUICK_SECONDS, ago(300), "2026-11-21T11:55:00.000Z"],
])("%s", (_, width, readUntil, from) => {
  expect(readFrom(width, readUntil, NOW).toISOString()).toBe(from);
});
