import { expect, test } from "vitest";
import { revealOverAt } from "./reveal-over";

const reveal = { id: "rvl_1", at: "2026-01-01T10:00:00.000Z", until: "2026-01-01T10:15:00.000Z" };
const ms = (time: string) => Date.parse(`2026-01-01T${time}:00.000Z`);

test("what was read by a reveal is dropped when its time is over", () => {
  expect(revealOverAt({ body: "x", reveal }, ms("10:05"))).toBe(ms("10:15"));
});

test("a clock that is an hour slow shows it no longer than the reveal lasts", () => {
  expect(revealOverAt({ body: "x", reveal }, ms("09:05"))).toBe(ms("09:20"));
});

test("what is masked, or was read without a reveal, stays", () => {
  expect([{ body: "x", reveal: null }, { items: [] }, undefined].map((answer) => revealOverAt(answer, 1))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
