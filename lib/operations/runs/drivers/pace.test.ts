import { expect, test } from "vitest";
import { Pace, type PaceClock } from "./pace";

/** Time that passes only when everybody sleeps, in the order of waking. */
class StillClock implements PaceClock {
  #nowMs = 1_000;
  #sleepers: { atMs: number; wake: () => void }[] = [];
  nowMs = () => this.#nowMs;
  sleep = (ms: number) =>
    new Promise<void>((wake) => {
      this.#sleepers.push({ atMs: this.#nowMs + ms, wake });
    });
  async runUntil(ms: number): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      const next = this.#sleepers.sort((a, b) => a.atMs - b.atMs)[0];
      if (!next || next.atMs > ms) break;
      this.#sleepers.shift();
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    }
    this.#nowMs = ms;
  }
}

const never = new AbortController().signal;

/** So many lanes that commit (now and then slowly) between their turn and their send. When each message was sent. */
function lanesOf(pace: Pace, clock: StillClock, { lanes = 20, stallMs = (): number => 5 } = {}) {
  const sentAtMs: number[] = [];
  const state = { isIdle: false };
  const lane = async () => {
    for (;;) {
      while (state.isIdle) await clock.sleep(50);
      const count = pace.batchSize;
      const slotMs = await pace.turn(count, never);
      await clock.sleep(stallMs());
      await pace.gate(count, slotMs);
      for (let n = 0; n < count; n++) sentAtMs.push(clock.nowMs());
      await clock.sleep(20);
    }
  };
  for (let n = 0; n < lanes; n++) void lane();
  return { sentAtMs, state };
}

function mostInASecond(times: readonly number[]): number {
  let [most, end] = [0, 0];
  times.forEach((start, index) => {
    while ((times[end] ?? Number.POSITIVE_INFINITY) < start + 1000) end += 1;
    most = Math.max(most, end - index);
  });
  return most;
}
const between = (times: readonly number[], fromMs: number, untilMs: number) =>
  times.filter((ms) => ms >= fromMs && ms < untilMs).length;

test("500 a second is kept within 2 % over ten seconds, and no second has more than 5 % too many, whatever stalls", async () => {
  const clock = new StillClock();
  let count = 0;
  const { sentAtMs } = lanesOf(new Pace(500, clock), clock, {
    stallMs: () => (++count % 97 === 0 ? 300 : (count % 7) * 5),
  });

  await clock.runUntil(22_000);

  expect(between(sentAtMs, 10_000, 20_000)).toBeGreaterThanOrEqual(4_900);
  expect(between(sentAtMs, 10_000, 20_000)).toBeLessThanOrEqual(5_100);
  expect(mostInASecond(sentAtMs)).toBeLessThanOrEqual(525);
});

test("a pause earns no burst", async () => {
  const clock = new StillClock();
  const { sentAtMs, state } = lanesOf(new Pace(500, clock), clock);
  await clock.runUntil(5_000);

  state.isIdle = true;
  await clock.runUntil(30_000);
  state.isIdle = false;
  await clock.runUntil(35_000);

  expect(mostInASecond(sentAtMs.filter((ms) => ms > 29_000))).toBeLessThanOrEqual(525);
});

test("another rate holds from the next moment on", async () => {
  const clock = new StillClock();
  const pace = new Pace(500, clock);
  const { sentAtMs } = lanesOf(pace, clock);
  await clock.runUntil(5_000);

  pace.ask(50);
  await clock.runUntil(10_000);
  pace.ask(200);
  await clock.runUntil(15_000);

  expect(between(sentAtMs, 5_000, 6_000)).toBeLessThanOrEqual(80);
  expect(between(sentAtMs, 7_000, 10_000)).toBeLessThanOrEqual(153);
  expect(between(sentAtMs, 11_000, 15_000)).toBeGreaterThanOrEqual(784);
});

test("throttling halves the rate once for a whole storm, and it grows back to what was asked for", async () => {
  const clock = new StillClock();
  const pace = new Pace(400, clock);
  lanesOf(pace, clock);
  await clock.runUntil(5_000);

  for (let n = 0; n < 30; n++) pace.slow();
  const slowed = pace.perSecond;
  await clock.runUntil(6_000);
  pace.slow();
  const slower = pace.perSecond;
  await clock.runUntil(30_000);

  expect(slowed).toBe(200);
  expect(slower).toBeLessThanOrEqual(130);
  expect(pace).toMatchObject({ perSecond: 400, isThrottled: false });
});

test("without a rate only AWS slows it down, and never to nothing", async () => {
  const clock = new StillClock();
  const pace = new Pace(null, clock);
  lanesOf(pace, clock, { lanes: 4 });
  await clock.runUntil(3_000);

  for (let ms = 3_000; ms < 20_000; ms += 600) {
    pace.slow();
    await clock.runUntil(ms);
  }
  const least = pace.perSecond;
  await clock.runUntil(120_000);

  expect(least).toBeGreaterThanOrEqual(1);
  expect(least).toBeLessThan(20);
  expect(pace.perSecond).toBeNull();
});

test.each([
  [0.5, 1, 1],
  [10, 1, 20],
  [300, 3, 600],
  [5_000, 10, 10_000],
])("at %d a second a call takes %d, and at most %d are claimed ahead", (perSecond, batchSize, aheadCount) => {
  expect(new Pace(perSecond)).toMatchObject({ batchSize, aheadCount });
});
