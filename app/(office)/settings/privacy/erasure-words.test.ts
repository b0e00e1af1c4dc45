import { expect, test } from "vitest";
import type { Erasure } from "@/lib/contract/erasure";
import { foundWords, stateWords, warnings } from "./erasure-words";

const counts: NonNullable<Erasure["counts"]> = {
  items: 0,
  messages: 0,
  bodies: 0,
  projections: 0,
  errorTexts: 0,
  vaultItems: 0,
  onlyCopies: 0,
  secondCopies: 0,
  evidence: 0,
  executions: 0,
  classTexts: 0,
  notes: 0,
  savedViews: 0,
  stillInQueue: 0,
  inOpenRuns: 0,
  unreadable: 0,
};
const erasure = {
  state: "partly",
  erasedCount: 3,
  plannedCount: 0,
  keptCount: 1,
  secondCopiesLeft: 2,
  counts,
  holds: [],
};

test("nothing found is said, and is not an empty sentence", () => {
  expect(foundWords(counts)).toBe("Nothing was found.");
  expect(foundWords({ ...counts, messages: 1, secondCopies: 2 })).toBe("Found: 1 message, 2 second copies.");
});

test("an erasure that left something is never called done", () => {
  expect(stateWords(erasure as unknown as Erasure)).toBe("Partly: 3 of 4 erased, 1 kept, 2 second copies left");
});

test("that AWS still has the message is said before somebody confirms", () => {
  const found = { ...erasure, counts: { ...counts, stillInQueue: 2 } } as unknown as Erasure;

  expect(warnings(found)).toEqual([
    expect.stringMatching(/^2 messages in a dead-letter queue still: AWS's copy stays/),
  ]);
});
