import { expect, test } from "vitest";
import { isFinal, lostPerBucket } from "./lost-per-bucket";

const WIDTH_MS = 300_000;
const at = (bucket: number) => new Date(Date.UTC(2026, 10, 21) + bucket * WIDTH_MS);
const sums = (...values: (number | null)[]) =>
  values.flatMap((value, bucket) => (value === null ? [] : [{ at: at(bucket), value }]));

test.each([
  ["without a queue all that failed is lost", [3, 4], [], [3, 4]],
  ["what lies in a queue is not lost", [3, 4], [[3, 4]], [0, 0]],
  ["what reached its queue a bucket later is not lost either", [3, 0], [[null, 3]], [0, 0]],
  ["what a queue refused is counted elsewhere", [5], [[2], [1]], [2]],
  ["more in the queue than failed is no negative loss", [1], [[9]], [0]],
  ["one message in a queue stands for one failure", [2, 2], [[1, 1]], [0, 2]],
] as const)("%s", (_, failed, accountedBy, lost) => {
  const told = lostPerBucket(
    sums(...failed),
    accountedBy.map((one) => sums(...one)),
    WIDTH_MS,
  );

  expect(told.map(({ value }) => value)).toEqual(lost);
});

test("a bucket of which nothing was told is left out, never 0", () => {
  expect(lostPerBucket(sums(1, null, 2), [], WIDTH_MS)).toEqual(sums(1, null, 2));
});

test("where something may still reach a queue, a bucket is final one bucket later", () => {
  expect([
    isFinal(at(0), at(1), 0, WIDTH_MS),
    isFinal(at(0), at(1), 2, WIDTH_MS),
    isFinal(at(0), at(2), 2, WIDTH_MS),
  ]).toEqual([true, false, true]);
});
