import { expect, test } from "vitest";
import { nextDueAt } from "./poller";

const at = (seconds: number) => new Date(seconds * 1000);

test("a poll that was on time keeps its rhythm, however long it took", () => {
  expect(nextDueAt(at(100), at(104), 10, 0.5)).toEqual(at(110));
});

test("a poll that took longer than its period skips what it missed and gives others a second", () => {
  expect(nextDueAt(at(100), at(145), 10, 0.5)).toEqual(at(146));
});

test.each([
  [0, 108.5],
  [1, 109.5],
])("polls that began together drift apart (%d)", (chance, seconds) => {
  expect(nextDueAt(at(99), at(100), 10, chance)).toEqual(at(seconds));
});
