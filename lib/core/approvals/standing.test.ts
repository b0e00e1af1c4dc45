import { expect, test } from "vitest";
import { approvalState, countingApprovals, whyNotYou } from "./standing";

const sides = { hash: "sha256:1", creatorPersonId: "usr_ada", askerPersonIds: ["usr_bob"] };
const by = (personId: string, more: { planHash?: string; mayStill?: boolean } = {}) => ({
  personId,
  planHash: "sha256:1",
  mayStill: true,
  ...more,
});

test.each([
  ["somebody else", [by("usr_eve")], 1],
  ["two others", [by("usr_eve"), by("usr_dan")], 2],
  ["one person twice", [by("usr_eve"), by("usr_eve")], 1],
  ["who made the plan", [by("usr_ada")], 0],
  ["who asked for it", [by("usr_bob")], 0],
  ["somebody who lost the right", [by("usr_eve", { mayStill: false })], 0],
  ["somebody who saw another plan", [by("usr_eve", { planHash: "sha256:2" })], 0],
])("approvals by %s", (_, given, count) => {
  expect(countingApprovals(given, sides)).toHaveLength(count);
});

test.each([
  ["usr_ada", "You made this plan; somebody else must approve it."],
  ["usr_bob", "You asked for this approval; somebody else must give it."],
  ["usr_dan", "You approved this plan already."],
  ["usr_eve", undefined],
])("%s is told why not", (personId, why) => {
  expect(whyNotYou(personId, sides, ["usr_dan"])).toBe(why);
});

test.each([
  ["a plan that needs none", "draft", 0, 0, false, "not-needed"],
  ["a plan for which nobody asked", "draft", 1, 0, false, "not-asked"],
  ["a plan that waits", "awaiting-approval", 2, 1, true, "awaiting"],
  ["a plan with enough", "approved", 1, 1, true, "approved"],
  ["a plan whose approver lost the right", "approved", 1, 0, true, "awaiting"],
  ["a plan whose rules became stricter", "approved", 2, 1, true, "awaiting"],
  ["a plan that needs none any more", "awaiting-approval", 0, 0, true, "not-needed"],
  ["a refused plan with an approval", "refused", 1, 1, true, "refused"],
  ["a plan that expired while it waited", "expired", 1, 0, true, "expired"],
] as const)("%s", (_, planState, needed, countingCount, isAsked, state) => {
  expect(approvalState({ planState, needed, countingCount, isAsked })).toBe(state);
});
