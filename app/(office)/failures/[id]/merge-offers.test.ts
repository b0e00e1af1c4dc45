import { expect, test } from "vitest";
import { MOST_OFFERED, offersFor } from "./merge-offers";

const one = (number: number, more: object = {}) => ({
  id: `fc_${number}`,
  number,
  title: `error ${number}`,
  status: "ongoing" as const,
  record: "messages" as const,
  anchorArn: "arn:orders",
  anchorName: "orders",
  queueName: "orders-dlq",
  totalCount: 1,
  ...more,
});

test("a class is not offered itself, nor what has no messages; those of the same place come first", () => {
  const all = [one(1), one(2, { anchorArn: "arn:bills" }), one(3, { record: "count-only" }), one(4)];

  expect(offersFor(one(1), all, "").offered.map(({ number }) => number)).toEqual([4, 2]);
});

test("words narrow the offers by number, error and queue, and what is left out is counted", () => {
  const all = Array.from({ length: 40 }, (_, index) => one(index + 1));

  expect(offersFor(one(99), all, "f-12 ORDERS").offered.map(({ number }) => number)).toEqual([12]);
  expect(offersFor(one(99), all, "error")).toMatchObject({ matchCount: 40 });
  expect(offersFor(one(99), all, "error").offered).toHaveLength(MOST_OFFERED);
});
