import { expect, test } from "vitest";
import { drainedLine } from "./drained-line";

test.each([
  [0, 0, "Nothing was drained yet."],
  [1, 0, "1 message drained into the vault."],
  [1234, 3, "1,234 messages drained into the vault; 3 could not be deleted yet."],
])("%i drained and %i undeleted are told in one line", (drainedCount, undeletedCount, line) => {
  expect(drainedLine({ drainedCount, undeletedCount })).toBe(line);
});
