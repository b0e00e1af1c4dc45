import { expect, test } from "vitest";
import { inBatches, whereverPossible } from "./in-batches";

test("one queue that refuses us does not hide the others", async () => {
  const seen: number[] = [];

  const failures = await whereverPossible([1, 2, 3, 4], 2, async (item) => {
    if (item === 2) throw new Error("denied");
    seen.push(item);
  });

  expect(seen.sort()).toEqual([1, 3, 4]);
  expect(failures).toHaveLength(1);
});

test("when nothing answers the first reason is told, and not every queue is asked", async () => {
  let asked = 0;

  const look = whereverPossible(
    Array.from({ length: 100 }, (_, index) => index),
    2,
    async (item) => {
      asked += 1;
      throw new Error(`no ${item}`);
    },
  );

  await expect(look).rejects.toThrow("no 0");
  expect(asked).toBeLessThan(10);
});

test("never more than the given number of calls are under way at once", async () => {
  let underWay = 0;
  let most = 0;

  await inBatches([1, 2, 3, 4, 5, 6], 3, async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
  });

  expect(most).toBe(3);
});
