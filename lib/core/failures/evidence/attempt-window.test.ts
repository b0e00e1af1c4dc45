import { expect, test } from "vitest";
import { attemptWindow } from "./attempt-window";
import { againAfterSeconds } from "./budget";

const at = (seconds: number) => new Date(Date.parse("2026-11-21T10:00:00Z") + seconds * 1000);
const tried = {
  isFromQueue: true,
  sentAt: at(-600),
  firstReceivedAt: at(0),
  firstSeenAt: at(500),
  maxReceiveCount: 3,
  visibilityTimeoutSeconds: 30,
  timeoutSeconds: 10,
};

test("logs are looked at from the first receive for as long as all tries may take", () => {
  expect(attemptWindow(tried)).toEqual({ from: at(-5), until: at(100 + 60) });
});

test("where the first receive was our own, the tries began some time after the sending", () => {
  expect(attemptWindow({ ...tried, firstReceivedAt: at(499) }).from).toEqual(at(-605));
  expect(attemptWindow({ ...tried, firstReceivedAt: null }).from).toEqual(at(-605));
});

test("what a service wrote down after its last try is looked for before it was sent", () => {
  expect(attemptWindow({ ...tried, isFromQueue: false })).toEqual({ from: at(-600 - 70), until: at(-600 + 60) });
});

test("a queue that tries for days is looked at for six hours only", () => {
  const { from, until } = attemptWindow({ ...tried, maxReceiveCount: 1000, visibilityTimeoutSeconds: 43_200 });

  expect(until.getTime() - from.getTime()).toBeLessThan(6.1 * 3600 * 1000);
});

test("a young class is looked at three times more, an old one never", () => {
  expect([1, 2, 3, 4].map((looks) => againAfterSeconds(looks, at(0), at(60)))).toEqual([30, 120, 300, undefined]);
  expect(againAfterSeconds(1, at(0), at(601))).toBeUndefined();
});
