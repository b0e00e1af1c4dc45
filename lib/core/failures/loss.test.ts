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

test.each([
  ["a standard queue may hold messages older than its age by the source's retention", false, 2 * DAY, day(9), day(11)],
  ["an unknown source is taken at the longest retention there is", false, undefined, day(-3), day(11)],
  ["a FIFO queue's age is the message's", true, 2 * DAY, day(11), day(11)],
])("the bound of an unread queue: %s", (_, isFifo, longestSourceRetentionSeconds, earliestAt, latestAt) => {
  const bound = expiryBound({
    isFifo,
    oldestAgeSeconds: 3 * DAY,
    retentionSeconds: 4 * DAY,
    longestSourceRetentionSeconds,
    now: day(10),
  });

  expect(bound).toEqual({ earliestAt, latestAt });
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
