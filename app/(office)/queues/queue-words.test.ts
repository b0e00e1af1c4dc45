import { expect, test } from "vitest";
import { queueTitle } from "./[id]/queue-title";
import { queueHeadline } from "./queue-headline";
import { lossOfQueue } from "./queue-loss";

const dlq = {
  name: "orders-dlq",
  visible: 3,
  inFlight: 0,
  delayed: 0,
  isBlind: false,
  error: null,
  deletedAt: null,
  isDeadLetterQueue: true,
  lossKind: "none" as const,
  lossAt: null,
  lossLatestAt: null,
  retentionSeconds: 345_600,
};
const facts = { queueCount: 14, deadLetterQueueCount: 7, offQueues: [], blind: [] };

test.each<[string, Partial<Parameters<typeof queueTitle>[0]>, string]>([
  ["holding some", {}, "orders-dlq holds 3 messages"],
  ["being read by us", { visible: 0, inFlight: 3 }, "orders-dlq holds 3 messages"],
  ["empty", { visible: 0 }, "orders-dlq is empty"],
  ["never read", { visible: null, inFlight: null, delayed: null }, "orders-dlq was not read yet"],
  ["blind", { isBlind: true }, "orders-dlq cannot be seen"],
  ["deleted", { deletedAt: "2026-11-21T03:00:00Z" }, "orders-dlq was deleted"],
])("a queue that is %s says so", (_, change, title) => {
  expect(queueTitle({ ...dlq, ...change })).toBe(title);
});

test.each([
  [{}, 3, "3 of 7 dead-letter queues hold messages."],
  [{}, 1, "1 of 7 dead-letter queues holds messages."],
  [{}, 0, "All 7 dead-letter queues are empty."],
  [{}, null, "? of 7 dead-letter queues hold messages."],
  [{ deadLetterQueueCount: 0 }, 0, "14 queues, none of them a dead-letter queue."],
  [{ queueCount: 0, deadLetterQueueCount: 0 }, 0, "No queue is known yet."],
])("the list with %j and %s holding", (change, holdingCount, title) => {
  expect(queueHeadline({ ...facts, ...change }, holdingCount).title).toBe(title);
});

test("what is in flight can still be lost", () => {
  expect(lossOfQueue({ ...dlq, visible: 0, inFlight: 3 })).toEqual({ kind: "unknown" });
});

test("an empty dead-letter queue has nothing left to lose", () => {
  expect(lossOfQueue({ ...dlq, visible: 0 })).toEqual({ kind: "nothing-left" });
});

test("a queue with a consumer has no loss clock", () => {
  expect(lossOfQueue({ ...dlq, isDeadLetterQueue: false })).toBeUndefined();
});
