import { describe, expect, test } from "vitest";
import { nextWatchStep, type WatchFacts } from "./watch";

const justSent: WatchFacts = {
  windowSeconds: 60,
  isHalfOver: false,
  isOver: false,
  isPatienceOver: false,
  canBeSeen: true,
  hasRisen: false,
  isFirstLookAsked: false,
  isLastLookAsked: false,
  wasLookedAt: false,
  wasSeenAfter: false,
  isAllSeen: false,
  hasHiddenRise: false,
};
const over: WatchFacts = { ...justSent, isHalfOver: true, isOver: true };

describe("a stage that was sent", () => {
  test.each<[string, Partial<WatchFacts>, object]>([
    ["is left alone at first", {}, { kind: "wait" }],
    ["is looked at half-way", { isHalfOver: true }, { kind: "look", which: "first" }],
    ["is looked at as soon as its dead-letter queue grows", { hasRisen: true }, { kind: "look", which: "first" }],
    ["is looked at early once only", { isHalfOver: true, isFirstLookAsked: true }, { kind: "wait" }],
    ["with a short window is not looked at half-way", { windowSeconds: 10, isHalfOver: true }, { kind: "wait" }],
    [
      "that nobody can see is only waited for",
      { canBeSeen: false, isHalfOver: true, hasRisen: true },
      { kind: "wait" },
    ],
  ])("%s", (_, more, step) => {
    expect(nextWatchStep({ ...justSent, ...more })).toEqual(step);
  });
});

describe("a window that is over", () => {
  test.each<[string, Partial<WatchFacts>, object]>([
    ["does not end before a look was asked for", {}, { kind: "look", which: "last" }],
    ["waits for that look", { isLastLookAsked: true, wasLookedAt: true }, { kind: "wait" }],
    [
      "has full evidence when the whole queue was seen after it",
      { wasSeenAfter: true },
      { kind: "end", evidence: "full" },
    ],
    [
      "does not wait for ever, and says that the evidence is partial",
      { isLastLookAsked: true, isPatienceOver: true, wasLookedAt: true },
      { kind: "end", evidence: "partial" },
    ],
    [
      "without any look has no evidence",
      { isLastLookAsked: true, isPatienceOver: true },
      { kind: "end", evidence: "none" },
    ],
    [
      "of a queue that nobody can see ends at once, without evidence",
      { canBeSeen: false },
      { kind: "end", evidence: "none" },
    ],
    [
      "of a queue that nobody looks into has full evidence when its counters are zero after it",
      { canBeSeen: false, wasSeenAfter: true },
      { kind: "end", evidence: "full" },
    ],
    [
      "of which one of two queues cannot be seen ends with partial evidence when the other was",
      { isLastLookAsked: true, isAllSeen: true },
      { kind: "end", evidence: "partial" },
    ],
    [
      "of a FIFO queue that grew by what nobody could meet leaves the decision to a person",
      { isLastLookAsked: true, isPatienceOver: true, wasLookedAt: true, hasHiddenRise: true },
      { kind: "doubt", evidence: "partial" },
    ],
    ["that was none has no evidence", { windowSeconds: 0 }, { kind: "end", evidence: "none" }],
  ])("%s", (_, more, step) => {
    expect(nextWatchStep({ ...over, ...more })).toEqual(step);
  });
});
