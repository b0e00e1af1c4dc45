import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./page";

const AT = "2026-11-21T20:00:00.000Z";

test("a cursor of ours leads back to the place where the page ended", () => {
  expect(decodeCursor(encodeCursor([AT, null, 7, "q_1"]), ["time", "time?", "count", "text"])).toEqual([
    AT,
    null,
    7,
    "q_1",
  ]);
});

test.each([
  ["no JSON", "bm9uc2Vuc2U"],
  ["another length", encodeCursor([AT])],
  ["a time that is none", encodeCursor(["yesterday", "x"])],
  ["a time beyond any calendar", encodeCursor(["0000-01-01T00:00:00.000Z", "x"])],
  ["a day that is not there", encodeCursor(["2026-02-31T00:00:00.000Z", "x"])],
  ["a number for a time", encodeCursor([7, "x"])],
  ["nothing where something must be", encodeCursor([AT, null])],
  ["a text that PostgreSQL cannot hold", encodeCursor([AT, "a\u0000b"])],
])("%s as a cursor is refused", (_, cursor) => {
  expect(() => decodeCursor(cursor, ["time", "text"])).toThrow("The cursor is not one of ours.");
});

test.each([1.5, 2 ** 60, "1", null])("%j is no count of ours", (part) => {
  expect(() => decodeCursor(encodeCursor([part]), ["count"])).toThrow("The cursor is not one of ours.");
});
