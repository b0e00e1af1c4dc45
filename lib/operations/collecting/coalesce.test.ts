import { expect, test } from "vitest";
import { coalesce } from "./coalesce";

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
const bounds = (batch: number, waiting = 1_000) => ({ batch, waiting, weigh: () => 1 });

test("what is handed over while a batch is being kept goes into the next one together, each item once and in order", async () => {
  const batches: number[][] = [];
  const joined = coalesce<number>(async (items) => {
    batches.push(items);
    await soon();
  }, bounds(5));
  for (const items of [[1], [2, 3], [4], [5, 6, 7], [8]]) void joined.hand(items);
  await joined.settled();
  expect(batches).toEqual([[1], [2, 3, 4], [5, 6, 7, 8]]);
});

test("a batch larger than the most is kept whole, never cut and never forgotten", async () => {
  const batches: number[][] = [];
  const joined = coalesce<number>(async (items) => void batches.push(items), bounds(2));
  await joined.hand([1, 2, 3]);
  await joined.settled();
  expect(batches).toEqual([[1, 2, 3]]);
});

test("whoever hands over waits while much waits already, so that memory stays bounded", async () => {
  const held: (() => void)[] = [];
  const joined = coalesce<number>(() => new Promise((done) => held.push(done)), bounds(1, 2));
  await joined.hand([1]);
  await joined.hand([2]);
  let isThrough = false;
  const third = joined.hand([3]).then(() => {
    isThrough = true;
  });
  await soon();
  expect(isThrough).toBe(false);
  held.shift()?.();
  await third;
  expect(isThrough).toBe(true);
});

test("a batch that cannot be kept is heard of by all who hand over later, and what waited already is still kept", async () => {
  const kept: number[] = [];
  const joined = coalesce<number>(async (items) => {
    await soon();
    if (items.includes(2)) throw new Error("no room");
    kept.push(...items);
  }, bounds(1));
  await Promise.all([1, 2, 3].map((item) => joined.hand([item])));
  await expect(joined.settled()).rejects.toThrow("no room");
  expect(kept).toEqual([1, 3]);
  await expect(joined.hand([4])).rejects.toThrow("no room");
  await expect(joined.settled()).rejects.toThrow("no room");
});
