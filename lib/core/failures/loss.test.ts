import { expect, test } from "vitest";
import { expiryBound, isProbablyExpired, lossClock, messageExpiry } from "./loss";

const day = (days: number) => new Date(Date.UTC(2025, 5, 1) + days * 86_400_000);
const DAY = 86_400;

test("on a standard queue retention runs from the original send", () => {
  const expiry = messageExpiry({ isFifo: false, sentAt: day(0), firstSeenAt: day(1), retentionSeconds: 4 * DAY });

  expect(expiry).toEqual({ earliestAt: day(4), latestAt: day(4) });
});

test("on a FIFO queue it started anew some time between the send and our first sight", () => {
  const expiry = messageExpiry({ isFifo: true, sentAt: day(0), firstSeenAt: day(3), retentionSeconds: 4 * DAY });

  expect(expiry).toEqual({ earliestAt: day(4), latestAt: day(7) });
});

test("a clock that runs behind makes no range upside down", () => {
  const { earliestAt, latestAt } = messageExpiry({
    isFifo: true,
    sentAt: day(1),
    firstSeenAt: day(0),
    retentionSeconds: DAY,
  });

  expect(latestAt).toEqual(earliestAt);
});

const unread = {
  isFifo: false,
  feed: "moved" as const,
  oldestAgeSeconds: 3 * DAY,
  ageAt: day(10),
  retentionSeconds: 4 * DAY,
  longestSourceRetentionSeconds: 2 * DAY,
  now: day(10),
};

// Amazon SQS developer guide, "Using dead-letter queues": on a standard queue the original send counts and the age metric
// starts at the move; on FIFO queues both start at the move. A message sent anew has no life before.
test.each([
  ["what SQS moved may be older than its age by the source's retention", {}, day(9), day(11)],
  [
    "an unknown source is taken at the longest retention there is",
    { longestSourceRetentionSeconds: undefined },
    day(-3),
    day(11),
  ],
  ["an unknown feed is taken as a move", { feed: "unknown" }, day(9), day(11)],
  ["both feeds give the wider bound", { feed: "both" }, day(9), day(11)],
  ["what EventBridge, SNS or Lambda sent is exact", { feed: "sent" }, day(11), day(11)],
  ["FIFO starts anew at the move, so it is exact", { isFifo: true }, day(11), day(11)],
  ["an old age tells the same instant: its message only grew older", { now: day(10.5) }, day(9), day(11)],
  ["a queue seen empty before its oldest message came changes nothing", { notBefore: day(6) }, day(9), day(11)],
  [
    "a queue seen empty after the age was read holds another message",
    { notBefore: day(12), now: day(13) },
    day(14),
    day(17),
  ],
  ["a minute between metric and counters is no other message", { notBefore: day(7.0005) }, day(9.0005), day(11.0005)],
  ["when the oldest is saved another one dies in time", { isOldestSaved: true, notBefore: day(9) }, day(11), day(14)],
] as const)("the bound of an unread queue: %s", (_, facts, earliestAt, latestAt) => {
  expect(expiryBound({ ...unread, ...facts })).toEqual({ earliestAt, latestAt });
});

test.each([
  [
    "an hour left",
    { earliestExpiresAt: new Date(day(0).getTime() + 3_600_000) },
    { kind: "certain", seconds: 3600, level: "danger" },
  ],
  ["exactly a day left", { earliestExpiresAt: day(1) }, { kind: "certain", seconds: DAY, level: "warn" }],
  ["exactly three days left", { earliestExpiresAt: day(3) }, { kind: "certain", seconds: 3 * DAY, level: "calm" }],
  ["already past", { earliestExpiresAt: day(-1) }, { kind: "certain", seconds: 0, level: "danger" }],
  ["only a bound", { earliestExpiresAt: day(2), isBound: true }, { kind: "bound", seconds: 2 * DAY, level: "warn" }],
  ["nothing known", {}, { kind: "unknown", level: "unknown" }],
  ["all saved", { earliestExpiresAt: day(0), savedCount: 5 }, { kind: "saved", level: "calm" }],
  ["some saved", { earliestExpiresAt: day(1), savedCount: 4 }, { kind: "certain", seconds: DAY, level: "warn" }],
  ["nothing waiting", { waitingCount: 0 }, { kind: "saved", level: "calm" }],
] as const)("the loss clock with %s", (_, input, clock) => {
  expect(lossClock({ now: day(0), waitingCount: 5, savedCount: 0, ...input })).toEqual(clock);
});

test.each([
  ["past its last instant, absent, untouched", { lookedAt: day(7), wasFound: false, wasTouchedByUs: false }, true],
  ["only past its first instant", { lookedAt: day(5), wasFound: false, wasTouchedByUs: false }, false],
  ["still there", { lookedAt: day(8), wasFound: true, wasTouchedByUs: false }, false],
  ["moved by us", { lookedAt: day(8), wasFound: false, wasTouchedByUs: true }, false],
])("probably expired: %s → %s", (_, seen, expected) => {
  expect(isProbablyExpired({ expiry: { earliestAt: day(4), latestAt: day(7) }, ...seen })).toBe(expected);
});
