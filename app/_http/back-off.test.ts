import { expect, test } from "vitest";
import { createBackOff } from "./back-off";

test("after the free tries each pause is twice the one before, up to a minute", () => {
  const backOff = createBackOff(2);
  let now = 0;
  const pauses: number[] = [];

  for (let tries = 0; tries < 10; tries++) {
    const wait = backOff.begin("ada", now);
    if (wait > 0) pauses.push(wait);
    now += wait * 1000;
    if (wait > 0) backOff.begin("ada", now);
  }

  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test("a hundred tries at once are counted as a hundred", () => {
  const backOff = createBackOff(5);

  const passed = Array.from({ length: 100 }, () => backOff.begin("ada", 0)).filter((wait) => wait === 0);

  expect(passed).toHaveLength(5);
});

test("tries that are refused do not prolong the pause", () => {
  const backOff = createBackOff(1);
  backOff.begin("ada", 0);

  for (let ms = 1; ms < 900; ms += 100) backOff.begin("ada", ms);

  expect(backOff.begin("ada", 1000)).toBe(0);
});

test("getting in wipes the slate", () => {
  const backOff = createBackOff(1);
  backOff.begin("ada", 0);

  backOff.succeeded("ada");

  expect(backOff.begin("ada", 1)).toBe(0);
});
