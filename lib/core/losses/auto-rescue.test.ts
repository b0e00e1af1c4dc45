import { expect, test } from "vitest";
import { whyRescueNow } from "./auto-rescue";

const now = new Date("2025-11-25T12:00:00Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const bound = (earliest: number) => ({
  kind: "bound" as const,
  earliestAt: hours(earliest),
  latestAt: hours(earliest + 10),
  staleSince: null,
});
const unknown = { kind: "unknown" as const, earliestAt: null, latestAt: null, staleSince: null };
const facts = { loss: bound(23), unsavedCount: 5, unknownSince: hours(-2), last: null };

test.each([
  ["a first loss within a day", {}, true],
  ["a first loss in 25 hours", { loss: bound(25) }, false],
  ["a message that may be dying now", { loss: bound(-3) }, true],
  ["nothing unsaved", { unsavedCount: 0 }, false],
  ["a queue that was never counted", { unsavedCount: null }, false],
  ["an age unknown for two hours", { loss: unknown }, true],
  ["an age unknown for half an hour", { loss: unknown, unknownSince: hours(-0.5) }, false],
  ["a rescue half an hour ago", { last: { endedAt: hours(-0.5), unreachedCount: 5 } }, false],
  ["a rescue half an hour ago, and arrivals since", { last: { endedAt: hours(-0.5), unreachedCount: 2 } }, true],
  ["a rescue two hours ago that left some", { last: { endedAt: hours(-2), unreachedCount: 5 } }, true],
] as const)("%s: rescued by itself %s", (_, known, isRescued) => {
  expect(whyRescueNow({ ...facts, ...known }, now) !== undefined).toBe(isRescued);
});
