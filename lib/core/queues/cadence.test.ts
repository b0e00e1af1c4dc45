import { expect, test } from "vitest";
import { needsMetrics, nextSampleSeconds, type QueueSight } from "./cadence";

const now = new Date("2026-11-21T12:00:00Z");
const empty: QueueSight = { isDeadLetterQueue: false, visible: 0, inFlight: 0, delayed: 0, changedAt: null, now };
const moved = { changedAt: "2026-11-21T11:30:00Z" };
const still = { changedAt: "2026-11-21T10:59:59Z" };

test.each<[string, Partial<QueueSight>, number]>([
  ["a dead-letter queue with messages", { isDeadLetterQueue: true, visible: 1 }, 10],
  ["a dead-letter queue whose messages are all in flight", { isDeadLetterQueue: true, inFlight: 1 }, 10],
  ["a dead-letter queue with delayed messages", { isDeadLetterQueue: true, delayed: 1 }, 10],
  ["an empty dead-letter queue", { isDeadLetterQueue: true }, 30],
  ["an empty dead-letter queue that never moved", { isDeadLetterQueue: true, ...still }, 30],
  ["a queue with messages", { visible: 5, ...still }, 60],
  ["an empty queue that moved within the hour", moved, 60],
  ["an empty queue that has been still for more than an hour", still, 300],
  ["an empty queue that never moved", {}, 300],
])("%s is looked at again in time", (_, sight, seconds) => {
  expect(nextSampleSeconds({ ...empty, ...sight })).toBe(seconds);
});

test.each<[string, Partial<QueueSight>, boolean]>([
  ["has messages", { visible: 1, ...still }, true],
  ["moved within the hour", moved, true],
  ["is empty and still", still, false],
])("CloudWatch is paid for a queue that %s: or not", (_, sight, isNeeded) => {
  expect(needsMetrics({ ...empty, ...sight })).toBe(isNeeded);
});
