import { expect, test } from "vitest";
import * as a from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { noOwner } from "./no-owner";

const EVERYTHING = [
  a.aQueue("queue"),
  a.aRule("rule"),
  a.aFunction("function"),
  a.aTopic("topic"),
  a.aPipe("pipe"),
  a.aSchedule("schedule"),
  a.aStateMachine("machine"),
  a.aBus("bus"),
  a.anArchive("archive"),
  a.aSubscription("subscription"),
  a.aMapping("mapping"),
  a.anAlarm("alarm"),
];

test("what somebody answers for needs an owner; what goes with something else does not", () => {
  const found = foundBy(noOwner, a.aGraph(EVERYTHING));

  expect(found).toEqual(["queue", "rule", "function", "topic", "pipe", "schedule", "machine"].map((n) => [n, "low"]));
});

test("an owner from anywhere will do", () => {
  const facts = { ...a.NO_FACTS, owners: new Map([[a.queueArn("queue"), "shop"]]) };

  expect(foundBy(noOwner, a.aGraph([a.aQueue("queue")]), facts)).toEqual([["queue", "covered"]]);
});

test("a rule that a service made needs no owner", () => {
  const managed = a.aRule("Events-Archive", { managedBy: "prod.vhs.events.aws.internal" });

  expect(foundBy(noOwner, a.aGraph([managed]))).toEqual([]);
});

test("the tags that were read are shown, so that a misspelt one is seen", () => {
  const tagged = a.aQueue("queue", {}, { tags: { onwer: "shop" } });

  expect(noOwner.check(a.aGraph([tagged]), a.NO_FACTS)[0]?.hole?.evidence).toEqual([
    { label: "Tags that were read", value: "onwer=shop" },
  ]);
});
