import { expect, test } from "vitest";
import { SeededRandom } from "../../seeded-random";
import { waitAfterMs } from "./back-off";

test("the first retry comes after about a second, later ones twice as late each", () => {
  const middle = () => 0.5;

  const waits = [1, 2, 3, 9, 10, 185].map((failed) => waitAfterMs(failed, middle));

  expect(waits).toEqual([1000, 2000, 4000, 256_000, 460_000, 460_000]);
});

test("jitter moves each wait by at most a fifth", () => {
  expect(waitAfterMs(3, () => 0)).toBe(3200);
  expect(waitAfterMs(3, () => 0.9999)).toBe(4800);
});

test.each([1, 2, 3, 4, 5])("185 retries fill most of 24 hours and end within them, seed %i", (seed) => {
  const random = new SeededRandom(seed);

  let hours = 0;
  for (let failed = 1; failed <= 185; failed++) hours += waitAfterMs(failed, () => random.next()) / 3_600_000;

  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(24);
});
