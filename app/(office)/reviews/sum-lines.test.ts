import { expect, test } from "vitest";
import { type Sums, sumLines } from "./sum-lines";

const NOTHING: Sums = {
  classes: { newCount: 0, regressedCount: 0, closedCount: 0, openCount: 0 },
  times: { detectSeconds: null, acknowledgeSeconds: null, resolveSeconds: null, alertCount: 0 },
  redrives: { runCount: 0, sentCount: 0, goneCount: 0, returnedCount: 0, unknownCount: 0, bounceShare: null },
  discardedCount: 0,
  rescuedCount: 0,
  expiredCount: 0,
  pages: { count: 0, acknowledgedCount: 0, noiseCount: 0 },
  cost: null,
  failureTax: null,
  findings: { openedCount: 0, closedCount: 0 },
};
const lineOf = (sums: Partial<Sums>, label: string) =>
  sumLines({ ...NOTHING, ...sums }).find((line) => line.label === label);

test("what nobody measured is no zero, and has no list to open", () => {
  expect(lineOf({}, "Cost")?.figures).toEqual([
    { value: "not measured", words: "all", tone: "unknown" },
    { value: "not measured", words: "failure tax", tone: "unknown" },
  ]);
  expect(lineOf({}, "Times")).toEqual({ label: "Times", figures: [], note: "no alert to time" });
});

test("a time that no alert had is not known, beside those that are", () => {
  const times = { detectSeconds: 90, acknowledgeSeconds: null, resolveSeconds: 3600, alertCount: 2 };
  expect(lineOf({ times }, "Times")).toEqual({
    label: "Times",
    figures: [
      { value: "1 min", words: "to detect", kinds: ["time-to-detect"] },
      { value: "not known", words: "to acknowledge", tone: "unknown" },
      { value: "1 h 00 m", words: "to resolve", kinds: ["time-to-resolve"] },
    ],
    note: "the middle of 2 alerts",
  });
});

test("how many came back is a share of those of which the end is known", () => {
  const redrives = { runCount: 1, sentCount: 100, goneCount: 90, returnedCount: 5, unknownCount: 5 };
  expect(lineOf({ redrives: { ...redrives, bounceShare: 5 / 95 } }, "Redrives")?.note).toBe(
    "5 % of the known came back",
  );
  expect(lineOf({ redrives: { ...redrives, bounceShare: null } }, "Redrives")?.note).toBe(
    "how they ended is not known",
  );
  expect(lineOf({}, "Redrives")?.note).toBe("none");
});

test("what probably expired is called an estimate, and only loss is red", () => {
  const line = lineOf({ expiredCount: 1204, discardedCount: 9 }, "Messages");
  expect(line?.note).toBe("an estimate");
  expect(line?.figures.map(({ value, tone }) => [value, tone])).toEqual([
    ["9", "ink"],
    ["0", "ink-3"],
    ["1,204", "danger"],
  ]);
});
