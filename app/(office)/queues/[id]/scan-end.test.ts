import { expect, test } from "vitest";
import { scanEnd } from "./scan-end";

test.each([
  [true, "quiet", "It met at least as many as SQS counted."],
  [false, "quiet", "It went on until SQS gave nothing more; some may be left."],
  [false, "15 seconds were over", "It ended early: 15 seconds were over. Some may be left."],
  [false, null, "How it ended is not known."],
])("a scan that is complete: %s and stopped: %s", (isComplete, stoppedBecause, words) => {
  expect(scanEnd({ isComplete, stoppedBecause })).toBe(words);
});
