import { expect, test } from "vitest";
import { type LossFacts, lossWhenRaised, queueLoss } from "./queue-loss";

const DAY = 86_400;
const day = (days: number) => new Date(Date.UTC(2025, 5, 1) + days * DAY * 1000);
const now = day(10);
/** Five messages that nobody has read; the oldest was moved here on day 7. */
const facts: LossFacts = {
  isDeadLetterQueue: true,
  isFifo: false,
  mode: "off",
  retentionSeconds: 4 * DAY,
  feed: "moved",
  longestSourceRetentionSeconds: 2 * DAY,
  waitingCount: 5,
  indexedCount: 0,
  savedCount: 0,
  firstUnsaved: null,
  lookedAt: null,
  metAllSince: null,
  emptyAt: null,
  oldestAgeSeconds: 3 * DAY,
  ageAt: day(10),
};
const expiry = (at: number) => ({ earliestAt: day(at), latestAt: day(at) });
const seenAll = { indexedCount: 5, lookedAt: day(9), metAllSince: day(9) };

test.each([
  ["a queue that is no dead-letter queue has no clock", { isDeadLetterQueue: false }, { kind: "none" }],
  ["an empty queue has nothing to lose", { waitingCount: 0 }, { kind: "none" }],
  [
    "a queue that was never counted is unknown",
    { waitingCount: null, ageAt: null, oldestAgeSeconds: null },
    { kind: "unknown" },
  ],
  ["no age is unknown, never no risk", { ageAt: null, oldestAgeSeconds: null }, { kind: "unknown", earliestAt: null }],
  ["an unread queue has a bound", {}, { kind: "bound", earliestAt: day(9), latestAt: day(11), staleSince: null }],
  [
    "an age of 20 minutes ago is carried on, and said to be old",
    { ageAt: day(10 - 20 / 1440), oldestAgeSeconds: 3 * DAY - 1200 },
    { kind: "bound", earliestAt: day(9), staleSince: day(10 - 20 / 1440) },
  ],
  ["an indexed queue is certain", { ...seenAll, firstUnsaved: expiry(12) }, { kind: "certain", earliestAt: day(12) }],
  [
    "in index mode what just arrived is read within seconds",
    { ...seenAll, mode: "index", waitingCount: 7, firstUnsaved: expiry(12) },
    { kind: "certain", earliestAt: day(12) },
  ],
  [
    "in an unread queue what arrived after a look may die sooner",
    { ...seenAll, waitingCount: 7, firstUnsaved: expiry(12) },
    { kind: "bound", earliestAt: day(9), latestAt: day(11) },
  ],
  [
    "what we do not know may die now, what we know dies in time",
    { ...seenAll, waitingCount: 7, firstUnsaved: expiry(12), ageAt: null },
    { kind: "bound", earliestAt: now, latestAt: day(12) },
  ],
  ["when every message has a copy all is saved", { ...seenAll, savedCount: 5 }, { kind: "saved" }],
  [
    "what arrived after everything was saved is dated by that look",
    { ...seenAll, savedCount: 5, waitingCount: 6 },
    { kind: "bound", earliestAt: day(11), latestAt: day(14) },
  ],
  [
    "copies of messages that left since save nothing",
    { ...seenAll, savedCount: 5, lookedAt: day(6) },
    { kind: "bound", earliestAt: day(9) },
  ],
  [
    "copies from before the queue was empty save nothing",
    { ...seenAll, savedCount: 5, emptyAt: day(9.5) },
    { kind: "bound" },
  ],
  [
    "a queue seen empty yesterday holds nothing older",
    { emptyAt: day(9), oldestAgeSeconds: DAY - 60 },
    { kind: "bound", earliestAt: new Date(day(11).getTime() + 60_000) },
  ],
] as const)("%s", (_, known, loss) => {
  expect(queueLoss({ ...facts, ...known }, now)).toMatchObject(loss);
});

test("raising the retention to 14 days moves the bound and a certain clock by what is added", () => {
  const certain = { ...facts, ...seenAll, firstUnsaved: expiry(12) };

  expect(lossWhenRaised(facts, now)).toMatchObject({ kind: "bound", earliestAt: day(19), latestAt: day(21) });
  expect(lossWhenRaised(certain, now)).toMatchObject({ kind: "certain", earliestAt: day(22) });
});
