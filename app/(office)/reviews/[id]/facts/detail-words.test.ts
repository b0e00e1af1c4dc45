import { expect, test } from "vitest";
import { detailWords } from "./detail-words";

test("a redrive says how its messages ended, and nothing of what did not happen", () => {
  expect(detailWords({ kind: "run", detail: { number: 4, gone: 1200, returned: 3, unknown: 0 } })).toBe(
    "1,200 gone, 3 returned",
  );
});

test("money says from how much on it is", () => {
  expect(detailWords({ kind: "cost", detail: { low: 1.5, isPart: true } })).toBe("from $1.50, the part you see");
});

test("what is told in words is told as it was", () => {
  expect(detailWords({ kind: "blind", detail: { reason: "AssumeRole denied" } })).toBe("AssumeRole denied");
  expect(detailWords({ kind: "class-open", detail: {} })).toBe("");
});
