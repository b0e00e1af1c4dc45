import { expect, test } from "vitest";
import { sinceJudged, stretchesOf } from "./history-spans";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();
const span = (state: "failing" | "healthy", from: number, until: number | null) => ({
  state,
  reason: "",
  from: at(from),
  until: until === null ? null : at(until),
});
const hours = (told: Parameters<typeof stretchesOf>[0]) =>
  stretchesOf(told).map(({ state, from, to }) => [state, new Date(from).getUTCHours(), new Date(to).getUTCHours()]);

test("where nobody judged, the history says so instead of joining the states around", () => {
  expect(hours({ from: at(0), until: at(10), spans: [span("healthy", 2, 4), span("failing", 6, null)] })).toEqual([
    [null, 0, 2],
    ["healthy", 2, 4],
    [null, 4, 6],
    ["failing", 6, 10],
  ]);
});

test("a state that began before the time shown, or that overlaps another, is drawn once", () => {
  expect(hours({ from: at(3), until: at(8), spans: [span("failing", 1, 5), span("healthy", 4, 9)] })).toEqual([
    ["failing", 3, 5],
    ["healthy", 5, 8],
  ]);
});

test("a history begins where judging began, and stays as it is where it was judged before", () => {
  const span = (from: string) => ({ state: "healthy" as const, reason: "", from, until: null });
  const told = { from: "2026-11-15T00:00:00.000Z", until: "2026-11-22T00:00:00.000Z" };

  expect(sinceJudged({ ...told, spans: [span("2026-11-21T23:00:00Z")] }).from).toBe("2026-11-21T23:00:00.000Z");
  expect(sinceJudged({ ...told, spans: [span("2026-11-01T00:00:00Z")] }).from).toBe(told.from);
  expect(sinceJudged({ ...told, spans: [] }).from).toBe(told.from);
});
