import { expect, test } from "vitest";
import { SimulatedClock } from "./clock";

test("an advance wakes sleepers in the order of their times, each at its own time", async () => {
  const clock = new SimulatedClock();
  const start = clock.now();
  const woken: [string, number][] = [];
  const sleepers = (["late", "early"] as const).map(async (name) => {
    await clock.sleep(name === "late" ? 60_000 : 20_000);
    woken.push([name, Math.round((clock.now() - start) / 1000)]);
  });

  await clock.advance(3_600_000, () => {});
  await Promise.all(sleepers);

  expect(woken).toEqual([
    ["early", 20],
    ["late", 60],
  ]);
  expect(clock.now() - start).toBeGreaterThanOrEqual(3_600_000);
});

test("who goes to sleep again during an advance is woken again within it", async () => {
  const clock = new SimulatedClock();
  let rounds = 0;
  const loop = (async () => {
    for (; rounds < 5; rounds++) await clock.sleep(10_000);
  })();

  await clock.advance(60_000, () => {});
  await loop;

  expect(rounds).toBe(5);
});

test("an abort ends a sleep early, and one that was aborted before does not begin", async () => {
  const clock = new SimulatedClock();
  const gone = new AbortController();
  const sleep = clock.sleep(3_600_000, gone.signal);

  gone.abort();

  await expect(sleep).resolves.toBeUndefined();
  await expect(clock.sleep(3_600_000, gone.signal)).resolves.toBeUndefined();
});

test("a frozen clock stands still, moves by advances only, and runs on from where it stood", async () => {
  const clock = new SimulatedClock();
  clock.freeze();
  const frozenAt = clock.now();
  let isAwake = false;
  void clock.sleep(30).then(() => {
    isAwake = true;
  });

  await new Promise((resolve) => setTimeout(resolve, 60));
  expect([clock.now(), isAwake]).toEqual([frozenAt, false]);
  await clock.advance(20, () => {});
  expect([clock.now(), isAwake]).toEqual([frozenAt + 20, false]);
  clock.unfreeze();
  await clock.sleep(40);

  expect(isAwake).toBe(true);
  expect(clock.now()).toBeLessThan(frozenAt + 20 + 5000);
});
