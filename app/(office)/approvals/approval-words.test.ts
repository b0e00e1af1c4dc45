import { expect, test } from "vitest";
import type { Plan } from "@/lib/contract/plans";
import { isLost, needsText, shortHash, sizeText, waitsText } from "./approval-words";

const approval = (more: Partial<Plan["approval"]>): Plan["approval"] => ({
  needed: 1,
  reasons: ["production, more than 100 messages"],
  given: [],
  state: "awaiting",
  askedBy: "olga",
  askedAt: null,
  expiresAt: "2026-11-22T00:00:00.000Z",
  whyNotYou: null,
  isMine: false,
  isApprovedByMe: false,
  said: [],
  ...more,
});
const given = (counts: boolean) => ({ by: "ada", at: "2026-11-21T00:00:00.000Z", comment: null, counts });

test("a plan says what it needs and why", () => {
  expect(needsText(approval({}))).toBe("Needs 1 approval: production, more than 100 messages.");
  expect(needsText(approval({ needed: 2, reasons: ["purge", "FIFO"] }))).toBe("Needs 2 approvals: purge; FIFO.");
  expect(needsText(approval({ needed: 0 }))).toBe("Needs no approval.");
});

test.each([
  [approval({}), "Waits for somebody else to approve it: production, more than 100 messages."],
  [approval({ needed: 2, reasons: ["purge"] }), "Waits for 2 other people to approve it: purge."],
  [approval({ needed: 2, reasons: ["purge"], given: [given(true)] }), "Waits for somebody else to approve it: purge."],
  [approval({ state: "not-asked" }), "Needs 1 approval: production, more than 100 messages."],
  [approval({ state: "approved" }), undefined],
  [approval({ state: "not-needed", needed: 0 }), undefined],
])("what it waits for is said in one line: %#", (one, text) => {
  expect(waitsText(one)).toBe(text);
});

test("an approval that does not count any more is a reason to ask again", () => {
  expect(isLost(approval({ given: [given(false)] }))).toBe(true);
  expect(isLost(approval({ given: [given(true)], needed: 2 }))).toBe(false);
});

test("a whole queue is not given as a number", () => {
  expect(sizeText({ action: "redrive", isScopeFrozen: true, itemCount: 1204 })).toBe("1,204");
  expect(sizeText({ action: "redrive", isScopeFrozen: false, itemCount: 0 })).toBe("whole queue");
});

test("a hash is short enough to read out", () => {
  expect(shortHash(`sha256:${"0123456789abcdef".repeat(4)}`)).toBe("0123 4567 … cdef");
});
