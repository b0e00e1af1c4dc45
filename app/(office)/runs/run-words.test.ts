import { expect, test } from "vitest";
import { presentStage, runHeadline } from "./run-words";

test.each([
  ["running", "Redriving 15 messages to emails"],
  ["done", "Redrove 15 messages to emails"],
  ["cancelled", "Redrive 15 messages to emails"],
] as const)("a run that is %s reads %j", (state, headline) => {
  expect(runHeadline({ title: "Redrive 15 messages to emails", state })).toBe(headline);
});

test("the stage that sends now is the first that is not through", () => {
  const stages = [
    { stage: 1, size: 1, sent: 1, deleted: 1 },
    { stage: 2, size: 9, sent: 4, deleted: 3 },
  ];

  expect(presentStage({ stages })).toBe(2);
});
