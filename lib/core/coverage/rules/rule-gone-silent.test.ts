import { describe, expect, test } from "vitest";
import { aGraph, aRule, NO_FACTS, ruleArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { ruleGoneSilent } from "./rule-gone-silent";

const HOUR = 3600;
const ago = (hours: number) => new Date(NO_FACTS.now.getTime() - hours * HOUR * 1000);
const facts = (silentHours: number | null, gapHours: number | null, watchedHours = 24 * 30) => ({
  ...NO_FACTS,
  activity: new Map([
    [
      ruleArn("paid"),
      {
        lastMatchedAt: silentHours === null ? null : ago(silentHours),
        usualGapSeconds: gapHours === null ? null : gapHours * HOUR,
        watchedFrom: ago(watchedHours),
      },
    ],
  ]),
});
const paid = aGraph([aRule("paid")]);

describe("a rule is silent when it has been quiet for five times its usual gap, and for six hours at least", () => {
  test.each([
    ["every hour, quiet for 5", 5, 1, "covered"],
    ["every hour, quiet for 6", 6, 1, "medium"],
    ["every 12 hours, quiet for 60", 60, 12, "covered"],
    ["every 12 hours, quiet for 61", 61, 12, "medium"],
    ["every few minutes, quiet for 5 hours", 5, 0.1, "covered"],
  ] as const)("%s", (_, silent, gap, found) => {
    expect(foundBy(ruleGoneSilent, paid, facts(silent, gap))).toEqual([["paid", found]]);
  });
});

test("a rule that never matched is mentioned after fourteen days, and before that not judged", () => {
  expect(foundBy(ruleGoneSilent, paid, facts(null, null, 24 * 14 - 1))).toEqual([]);
  expect(foundBy(ruleGoneSilent, paid, facts(null, null, 24 * 14))).toEqual([["paid", "low"]]);
});

test("nothing is said of a rule that was not measured or has no usual gap yet", () => {
  expect(foundBy(ruleGoneSilent, paid)).toEqual([]);
  expect(foundBy(ruleGoneSilent, paid, facts(1000, null))).toEqual([]);
});

test("disabled, scheduled and managed rules are not expected to match", () => {
  for (const config of [
    { isEnabled: false },
    { eventPattern: null, scheduleExpression: "rate(1 day)" },
    { managedBy: "events.amazonaws.com" },
  ])
    expect(foundBy(ruleGoneSilent, aGraph([aRule("paid", config)]), facts(1000, 1))).toEqual([]);
});
