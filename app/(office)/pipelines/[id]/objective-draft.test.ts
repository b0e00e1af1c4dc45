import { expect, test } from "vitest";
import { draftOf, objectiveFrom } from "./objective-draft";

const objective = { deliveredShare: 0.9995, ageSeconds: 900, ageShare: 0.99, windowDays: 28 };

test("an objective that nobody changed is sent as it was", () => {
  expect(objectiveFrom(draftOf(objective))).toEqual({ objective });
});

test("the smallest and the greatest objective can be written", () => {
  const ends = [
    { deliveredShare: 0.5, ageSeconds: 10, ageShare: 0.5, windowDays: 1 },
    { deliveredShare: 0.99999, ageSeconds: 1_209_600, ageShare: 0.99999, windowDays: 90 },
  ];

  for (const end of ends) expect(objectiveFrom(draftOf(end))).toEqual({ objective: end });
});

test.each([
  ["deliveredPercent", "100"],
  ["deliveredPercent", ""],
  ["ageMinutes", "soon"],
  ["ageMinutes", "0"],
  ["agePercent", "12"],
  ["windowDays", "7.5"],
] as const)("%s = %j is refused at its own field", (field, text) => {
  const told = objectiveFrom({ ...draftOf(objective), [field]: text });

  expect("errors" in told ? Object.keys(told.errors) : []).toEqual([field]);
});

test("a decimal comma is understood", () => {
  expect(objectiveFrom({ ...draftOf(objective), deliveredPercent: "99,5" })).toEqual({
    objective: { ...objective, deliveredShare: 0.995 },
  });
});
