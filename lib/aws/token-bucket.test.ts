import { expect, test } from "vitest";
import { type Ticks, TokenBucket } from "./token-bucket";

/** A clock that stands still but for the waiting. */
function aClock() {
  let nowMs = 0;
  const ticks: Ticks = {
    nowMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  return { ticks, pass: (ms: number) => (nowMs += ms), now: () => nowMs };
}

test("after a second's worth of turns, the rest keep the rate", async () => {
  const clock = aClock();
  clock.pass(60_000);
  const bucket = new TokenBucket(20, clock.ticks);
  const startedMs = clock.now();

  for (let turn = 0; turn < 60; turn++) await bucket.take();

  expect(clock.now() - startedMs).toBeGreaterThanOrEqual(1_900);
  expect(clock.now() - startedMs).toBeLessThanOrEqual(2_000);
});

test("a throttled call halves the rate, however many are throttled in the same second", () => {
  const clock = aClock();
  const bucket = new TokenBucket(20, clock.ticks);

  for (let i = 0; i < 5; i++) bucket.slowDown();

  expect(bucket.perSecond).toBe(10);
});

test("the rate never falls below one a second", () => {
  const clock = aClock();
  const bucket = new TokenBucket(20, clock.ticks);

  for (let second = 0; second < 20; second++) {
    bucket.slowDown();
    clock.pass(1_000);
  }

  expect(bucket.perSecond).toBe(1);
});

test("the rate climbs again, slowly, up to where it was", async () => {
  const clock = aClock();
  const bucket = new TokenBucket(20, clock.ticks);
  bucket.slowDown();
  clock.pass(4_000);
  await bucket.take();
  const afterFourSeconds = bucket.perSecond;
  clock.pass(60_000);

  await bucket.take();

  expect(afterFourSeconds).toBe(14);
  expect(bucket.perSecond).toBe(20);
});

test("whoever is told to stop waits no longer", async () => {
  const bucket = new TokenBucket(1);
  const stop = new AbortController();
  await bucket.take();
  await bucket.take();
  setTimeout(() => stop.abort(new Error("stop")), 20);

  const waiting = bucket.take(stop.signal);

  await expect(waiting).rejects.toThrow("stop");
});
