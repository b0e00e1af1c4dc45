import { expect, test } from "vitest";
import type { ClassActivity } from "@/lib/contract/class-triage";
import { activityStatus, activityWords } from "./activity-words";

const item = (more: Partial<ClassActivity>): ClassActivity => ({
  key: "k",
  at: "2025-06-01T12:00:00.000Z",
  kind: "action",
  action: "",
  by: "Ada",
  text: null,
  status: null,
  owner: null,
  snooze: null,
  ofNumber: null,
  run: null,
  ...more,
});

test.each<[string, Partial<ClassActivity>, string]>([
  ["a person acknowledges", { action: "class.acknowledged" }, "Ada acknowledged it"],
  ["a team gets it", { action: "class.assigned", owner: "checkout" }, "Ada assigned it to checkout"],
  ["it goes back to its owner", { action: "class.assigned" }, "Ada gave it back to its owner"],
  [
    "it sleeps until more arrive",
    { action: "class.snoozed", snooze: { kind: "count", until: null, moreCount: 1 } },
    "Ada snoozed it until 1 more arrives",
  ],
  ["it regresses by itself", { kind: "status", action: "regressed", status: "regressed", by: null }, "It regressed"],
  ["it comes back by itself", { kind: "woken", action: "new", status: "new", by: null }, "It is back from its snooze"],
  [
    "backlog was never new",
    { kind: "first-seen", action: "backlog", status: "backlog", by: null },
    "It was there before we looked",
  ],
  ["a run was asked for", { kind: "run", action: "raise-retention" }, "Ada asked for a raise retention"],
])("%s", (_, more, words) => {
  const { who, what } = activityWords(item(more));

  expect(`${who} ${what}`).toBe(words);
});

test("a run stands with the shape of its state, and one we do not know as running", () => {
  const run = (state: string) => item({ kind: "run", run: { id: "run_1", number: 1, state } });

  expect(activityStatus(run("done"))).toBe("done");
  expect(activityStatus(run("cancelling"))).toBe("running");
});
