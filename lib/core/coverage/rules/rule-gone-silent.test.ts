import { expect, test } from "vitest";
import { aGraph, aRule, NO_FACTS, ruleArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import type { Activity } from "../rule";
import { ruleGoneSilent } from "./rule-gone-silent";

const ago = (hours: number) => new Date(NO_FACTS.now.getTime() - hours * 3_600_000);
const facts = (known: Partial<Activity>) => {
  const activity = { lastMatchedAt: ago(30), usualGapSeconds: 3600, watchedFrom: ago(720), rhythm: null, ...known };
  return { ...NO_FACTS, activity: new Map([[ruleArn("paid"), activity]]) };
};
const silent: Activity["rhythm"] = { kind: "silent", sentence: "It has not run for 30 h." };
const paid = aGraph([aRule("paid")]);

test.each([
  ["quiet against its own rhythm", silent, [["paid", "medium"]]],
  ["in rhythm, however long that is quiet", { kind: "in-rhythm", sentence: "" }, [["paid", "covered"]]],
  ["without a rhythm that could be measured", { kind: "not-measurable", sentence: "" }, []],
  ["not judged yet", null, []],
] as const)("a rule is found silent by its own rhythm alone: %s", (_, rhythm, found) => {
  expect(foundBy(ruleGoneSilent, paid, facts({ rhythm }))).toEqual(found);
});

test("a rule that never matched is mentioned after fourteen days, and before that not judged", () => {
  const never = (watchedHours: number) => facts({ lastMatchedAt: null, watchedFrom: ago(watchedHours) });

  expect(foundBy(ruleGoneSilent, paid, never(24 * 14 - 1))).toEqual([]);
  expect(foundBy(ruleGoneSilent, paid, never(24 * 14))).toEqual([["paid", "low"]]);
});

test("a schedule that stopped is a hole too; one that was never seen to run is not called one that never matched", () => {
  const daily = aGraph([aRule("paid", { eventPattern: null, scheduleExpression: "rate(1 day)" })]);

  expect(foundBy(ruleGoneSilent, daily, facts({ rhythm: silent }))).toEqual([["paid", "medium"]]);
  expect(foundBy(ruleGoneSilent, daily, facts({ lastMatchedAt: null }))).toEqual([]);
});

test("nothing is said of a rule that was not measured", () => {
  expect(foundBy(ruleGoneSilent, paid)).toEqual([]);
});

test("disabled and managed rules are not expected to run", () => {
  for (const config of [{ isEnabled: false }, { managedBy: "events.amazonaws.com" }])
    expect(foundBy(ruleGoneSilent, aGraph([aRule("paid", config)]), facts({ rhythm: silent }))).toEqual([]);
});
