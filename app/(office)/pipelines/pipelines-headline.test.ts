import { expect, test } from "vitest";
import { pipelinesHeadline } from "./pipelines-headline";

test.each([
  [{ failing: 2, stalled: 1, blind: 3, healthy: 35 }, "2 of 41 pipelines fail, 1 stalls, 3 cannot be seen."],
  [{ degraded: 1, healthy: 4 }, "1 of 5 pipelines is degraded."],
  [{ healthy: 4 }, "All 4 pipelines are healthy."],
  [{ healthy: 1 }, "The one pipeline is healthy."],
  [{ blind: 4 }, "All 4 pipelines cannot be seen."],
  [{ failing: 1 }, "The one pipeline fails."],
  [{}, "No pipeline is known yet."],
])("%j is told as: %s", (counts, sentence) => {
  expect(pipelinesHeadline(counts, { isNarrowed: false })).toBe(sentence);
});

test("of a narrowed list the headline says that it counts what matches", () => {
  expect(pipelinesHeadline({ failing: 1, healthy: 1 }, { isNarrowed: true })).toBe(
    "1 of 2 pipelines that match fails.",
  );
  expect(pipelinesHeadline({ healthy: 1 }, { isNarrowed: true })).toBe("The one pipeline that matches is healthy.");
  expect(pipelinesHeadline({}, { isNarrowed: true })).toBe("No pipeline matches.");
});
