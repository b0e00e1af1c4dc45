import { expect, test } from "vitest";
import type { FigureSeries } from "@/lib/contract/event-figures";
import { figureWindow, isStale, isTold, latencyUnit } from "./figure-readings";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 3, minute)).toISOString();
const series = (metric: FigureSeries["metric"], points: [number, number][]): FigureSeries => ({
  metric,
  awsMetric: metric,
  title: metric,
  meaning: "",
  unit: "count",
  isTrouble: false,
  statistic: "sum",
  basis: "told",
  points: points.map(([minute, value]) => ({ at: at(minute), value })),
  total: null,
  newestAt: null,
});
const asked = {
  from: at(0),
  until: at(50),
  periodSeconds: 60,
  cadenceSeconds: 60,
  readUntil: at(47),
  series: [series("triggered", [[3, 12]])],
};

test("what EventBridge did not tell is neither 0 nor hatched", () => {
  expect(figureWindow(asked, ["triggered", "failed"])).toEqual({
    from: Date.parse(at(0)),
    to: Date.parse(at(47)),
    stepMs: 60_000,
    readings: { triggered: [{ at: Date.parse(at(3)), value: 12 }], failed: [] },
    gaps: [],
  });
});

test.each([
  ["was not asked for long", at(20), at(20)],
  ["was never asked", null, at(4)],
])("where CloudWatch %s, the chart is hatched to its end", (_, readUntil, from) => {
  const { to, gaps } = figureWindow({ ...asked, readUntil }, ["triggered"]);

  expect(to).toBe(Date.parse(at(50)));
  expect(gaps).toEqual([{ from: Date.parse(from), to: Date.parse(at(50)) }]);
});

test("a point that was told is shown, however late the others were asked for", () => {
  const { to, gaps } = figureWindow({ ...asked, readUntil: at(20), series: [series("failed", [[46, 3]])] }, [
    "triggered",
  ]);

  expect([to, gaps]).toEqual([Date.parse(at(47)), []]);
});

test("a figure of which nothing was told has no line", () => {
  const figures = { series: [series("failed", []), series("triggered", [[1, 1]])] };

  expect((["triggered", "failed", "retried"] as const).map((metric) => isTold(figures, metric))).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  [at(0), 60, false],
  [at(0), 120, false],
  [null, 60, false],
])("figures read at %s, each %s s, are not stale a quarter of an hour later", (readAt, cadenceSeconds, stale) => {
  expect(isStale({ readAt, cadenceSeconds }, Date.parse(at(15)))).toBe(stale);
});

test("figures that missed three readings are stale", () => {
  expect(isStale({ readAt: at(0), cadenceSeconds: 60 }, Date.parse(at(16)))).toBe(true);
});

test.each([
  [840, "ms"],
  [14_000, "seconds"],
])("latencies up to %s ms are drawn in %s", (max, name) => {
  expect(latencyUnit(max).name).toBe(name);
});
