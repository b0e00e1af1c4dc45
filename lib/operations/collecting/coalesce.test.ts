import { expect, test } from "vitest";
import { coalesce } from "./coalesce";

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

test("what is handed over while a batch is being kept goes into the next one together, each item once and in order", async () => {
  const batches: number[][] = [];
  const hand = coalesce<number>(async (items) => {
    batches.push(items);
    await soon();
  }, 5);
  await Promise.all([hand([1]), hand([2, 3]), hand([4]), hand([5, 6, 7]), hand([8])]);
  expect(batches).toEqual([[1], [2, 3, 4], [5, 6, 7, 8]]);
});

test("a batch larger than the most is kept whole, never cut and never forgotten", async () => {
  const batches: number[][] = [];
  const hand = coalesce<number>(async (items) => void batches.push(items), 2);
  await hand([1, 2, 3]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("a lane hears of the failure of its own batch only, and keeping goes on after it", async () => {
  const kept: number[] = [];
  const hand = coalesce<number>(async (items) => {
    await soon();
    if (items.includes(2)) throw new Error("no room");
    kept.push(...items);
  }, 10);
  const results = await Promise.allSettled([hand([1]), hand([2]), hand([3])]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  await hand([4]);
  expect(kept).toEqual([1, 4]);
});
