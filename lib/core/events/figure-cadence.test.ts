import { expect, test } from "vitest";
import { activeAfter, type FigureSight, figuresDue } from "./figure-cadence";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (seconds: number | null | undefined) =>
  seconds === null || seconds === undefined ? null : new Date(now.getTime() - seconds * 1000);
interface Known {
  readonly active?: FigureSight["active"];
  readonly kind?: FigureSight["kind"];
  readonly read?: number | null;
  readonly quick?: number;
  readonly trouble?: number;
  readonly changed?: number;
}
const due = ({ active = ["matched", "triggered", "startLatencyMs"], kind = "rule", read, quick, ...known }: Known) =>
  figuresDue(
    {
      kind,
      active,
      readAt: ago(read),
      quickAt: ago(quick),
      troubleAt: ago(known.trouble),
      changedAt: ago(known.changed),
    },
    now,
  );

test.each<[string, Known, string | null]>([
  ["a rule that runs is read at once, whether it fails included", {}, "usual: matched triggered failed startLatencyMs"],
  ["a rule that is silent costs nothing", { active: [] }, null],
  ["of a rule that runs well only whether it fails is asked in between", { read: 600 }, "quick: failed"],
  ["and no more often than every five minutes", { read: 600, quick: 200 }, null],
  ["and then all of it", { read: 900 }, "usual: matched triggered failed startLatencyMs"],
  [
    "one that fails is read every two minutes, what tells of it only",
    { read: 120, trouble: 300 },
    "quick: triggered retried failed sentToDeadLetter lostAtDeadLetter",
  ],
  ["and no more often", { read: 300, quick: 60, trouble: 300 }, null],
  ["what failed an hour ago is over", { read: 200, trouble: 3600 }, null],
  [
    "one that was just changed is watched like one that fails",
    { read: 300, changed: 60 },
    "quick: triggered retried failed sentToDeadLetter lostAtDeadLetter",
  ],
  [
    "a bus is read as a whole, without figures that it has not",
    { kind: "bus" },
    "usual: matched triggered startLatencyMs",
  ],
  [
    "without ListMetrics every rule is asked whether it runs and fails",
    { active: "unknown" },
    "usual: triggered failed lostAtDeadLetter",
  ],
  ["and only once an hour", { active: "unknown", read: 1800 }, null],
  [
    "unless it fails",
    { active: "unknown", read: 1800, trouble: 300 },
    "quick: triggered retried failed sentToDeadLetter lostAtDeadLetter",
  ],
])("%s", (_, known, expected) => {
  const found = due(known);

  expect(found && `${found.kind}: ${found.figures.join(" ")}`).toBe(expected);
});

test("what happened before the first list, or while nobody looked, is read once also of a rule that is silent now", () => {
  expect(activeAfter(null, [], now)).toEqual(["triggered", "failed", "lostAtDeadLetter"]);
  expect(activeAfter(ago(4 * 3600), ["matched"], now)).toEqual(["matched", "triggered", "failed", "lostAtDeadLetter"]);
  expect(activeAfter(ago(600), [], now)).toEqual([]);
});
