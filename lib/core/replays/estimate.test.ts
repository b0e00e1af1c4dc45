import { expect, test } from "vitest";
import { type Estimate, type EstimateFacts, estimateReplay } from "./estimate";

const facts: EstimateFacts = {
  from: "2026-11-21T12:00:00.000Z",
  until: "2026-11-21T13:00:00.000Z",
  archivedCount: null,
  rules: [],
  toldUntil: "2026-11-21T19:58:00.000Z",
  ruleCount: 2,
  archive: { eventCount: null, keptSince: null },
  now: new Date("2026-11-21T20:00:00.000Z"),
};
const measured = (matchedCount: number, targetCount = 1) => ({
  ruleArn: `rule ${matchedCount}`,
  matchedCount,
  targetCount,
});
const DAY_AGO = "2026-11-20T20:00:00.000Z";

test.each<[string, Partial<EstimateFacts>, Partial<Estimate>]>([
  [
    "by what the archive took",
    { archivedCount: 2_000_000, rules: [measured(5)] },
    { events: 2_000_000, basis: "archive-rule", priceUsd: 2 },
  ],
  ["by the busiest of the rules", { rules: [measured(5), measured(900)] }, { events: 900, basis: "rule-metrics" }],
  [
    "by the archive's average",
    { archive: { eventCount: 2400, keptSince: DAY_AGO } },
    { events: 100, basis: "archive-average" },
  ],
  [
    "by the part that the archive still keeps",
    {
      from: "2026-11-20T19:00:00.000Z",
      until: "2026-11-20T21:00:00.000Z",
      archive: { eventCount: 2400, keptSince: DAY_AGO },
    },
    { events: 100 },
  ],
  ["not at all", {}, { events: null, basis: "unknown", priceUsd: null }],
  ["not without knowing since when it keeps", { archive: { eventCount: 2400, keptSince: null } }, { events: null }],
])("the number of events is told %s", (_, more, expected) => {
  expect(estimateReplay({ ...facts, ...more })).toMatchObject(expected);
});

test("how often targets are called is told only when every rule was measured", () => {
  const rules = [measured(10, 2), measured(3)];

  expect(estimateReplay({ ...facts, rules }).deliveries).toBe(23);
  expect(estimateReplay({ ...facts, rules, ruleCount: 3 }).deliveries).toBeNull();
});

test("what came after the figures were read is said to be missing from them", () => {
  const late = { archivedCount: 40, toldUntil: "2026-11-21T12:48:00.000Z" };

  expect(estimateReplay({ ...facts, ...late }).words).toMatch(/Counted until 12:48 UTC: the rest was not told yet\.$/);
  expect(estimateReplay({ ...facts, archivedCount: 40 }).words).not.toContain("not told yet");
});

test("whatever it rests on, it is called an estimate", () => {
  const bases = [{ archivedCount: 1 }, { rules: [measured(1)] }, { archive: { eventCount: 24, keptSince: DAY_AGO } }];

  for (const more of bases) expect(estimateReplay({ ...facts, ...more }).words.toLowerCase()).toContain("estimate");
});
