import { expect, test } from "vitest";
import { nextRetry } from "./retry-phases";

function schedule() {
  const retries: { at: number; made: number }[] = [];
  let at = 0;
  for (let next = nextRetry(0); next; next = nextRetry(next.made)) {
    at += next.afterMs;
    retries.push({ at, made: next.made });
  }
  return retries;
}

test("retries come three at once, two a second apart, then with growing pauses up to twenty seconds", () => {
  const pauses = schedule().map(({ at }, place, all) => at - (all[place - 1]?.at ?? 0));

  expect(pauses.slice(0, 6)).toEqual([0, 0, 0, 1000, 1000, 1000]);
  expect(pauses[14]).toBe(20_000);
  expect(pauses.slice(15, 195).every((pause) => pause === 20_000)).toBe(true);
});

test("100,015 retries are counted over 23 days, with few that are really made", () => {
  const retries = schedule();

  expect(retries.at(-1)?.made).toBe(100_015);
  expect(Math.floor((retries.at(-1)?.at ?? 0) / 86_400_000)).toBe(23);
  expect(retries.length).toBeLessThan(4000);
});
