import { expect, test } from "vitest";
import { createRateLimit } from "./rate-limit";

const NOON = Date.UTC(2026, 0, 1, 12);

function takes(limit: ReturnType<typeof createRateLimit>, key: string, count: number, nowMs: number): number {
  return Array.from({ length: count }, () => limit.take(key, nowMs)).filter((wait) => wait === 0).length;
}

test("a key gets its number of requests in a minute and then hears when to come back", () => {
  const limit = createRateLimit(10);

  const passed = takes(limit, "ada", 15, NOON);

  expect(passed).toBe(10);
  expect(limit.take("ada", NOON + 20_000)).toBe(40);
});

test("the turn of the minute does not double what passes", () => {
  const limit = createRateLimit(10);
  takes(limit, "ada", 10, NOON + 59_000);

  const passed = takes(limit, "ada", 10, NOON + 61_000);

  expect(passed).toBeLessThanOrEqual(1);
});

test("two quiet minutes forget everything, and one key never spends another's", () => {
  const limit = createRateLimit(3);
  takes(limit, "ada", 3, NOON);

  expect(takes(limit, "bob", 3, NOON)).toBe(3);
  expect(takes(limit, "ada", 3, NOON + 120_000)).toBe(3);
});
