import { expect, test } from "vitest";
import { causeOfLoss } from "./cause-of-loss";
import { untold } from "./family";

const base = untold("the target is gone, or refuses the rule");
const sure = { kind: "permission", isCertain: true, sentence: "The queue refuses." } as const;
const maybe = { kind: "transient", isCertain: false, sentence: "It may be slow." } as const;

test("a loss has the cause that is sure, and stays unknown where it is only likely", () => {
  expect(causeOfLoss(base, [sure, maybe])).toEqual({
    kind: "permission",
    reason: "By what is known of it: The queue refuses. It may be slow.",
  });
  expect(causeOfLoss(base, [maybe])).toMatchObject({
    kind: "unknown",
    reason: expect.stringContaining("Likely: It may"),
  });
  expect(causeOfLoss(base, [])).toBe(base);
});
