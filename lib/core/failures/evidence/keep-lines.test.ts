import { expect, test } from "vitest";
import type { Finding } from "./evidence";
import { keepLines } from "./keep-lines";

const ID = "5fea7756-0ea4-451a-a703-a558b933e274";
const REQUEST = "c6af9ac6-7b61-11e6-9a41-93e812345678";
const finding: Finding = {
  rung: "logs-by-request",
  confidence: "fair",
  text: "TypeError",
  cause: { kind: "code-error", reason: "-" },
  errorText: "TypeError: x is undefined\n    at handler",
};

test("of a long log the lines that matter are kept, at most ten, cut, in order of time", () => {
  const noise = Array.from({ length: 300 }, (_, index) => `2026-11-21T10:00:00Z\tother-request\tINFO\tnoise ${index}`);
  const texts = [
    ...noise,
    `START RequestId: ${REQUEST} Version: 1`,
    `2026-11-21T10:00:00Z\t${REQUEST}\tINFO\tgot ${ID} ${"x".repeat(5000)}`,
    `2026-11-21T10:00:00Z\t${REQUEST}\tERROR\tTypeError: x is undefined`,
    ...noise,
  ];
  const lines = texts.map((text, index) => ({ at: new Date(index * 10), text }));

  const kept = keepLines(lines, ID, finding);

  expect(kept.lines.map(({ text }) => text.slice(0, 5))).toEqual(["START", "2026-", "2026-"]);
  expect(Math.max(...kept.lines.map(({ text }) => text.length))).toBe(1024);
  expect(kept.at).toEqual(new Date(3020));
});

test("ten lines are the most, however many name the message", () => {
  const lines = Array.from({ length: 50 }, (_, index) => ({ at: new Date(index), text: `${index} ${ID}` }));

  expect(keepLines(lines, ID, finding).lines).toHaveLength(10);
});
