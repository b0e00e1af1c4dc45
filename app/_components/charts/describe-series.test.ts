import { expect, test } from "vitest";
import { describeSeries } from "./describe-series";

const clock = (at: number) => `t${at}`;

test("a chart is told in words: peaks, newest values and holes", () => {
  const readings = [
    { at: 1, value: 3 },
    { at: 2, value: 1204 },
    { at: 3, value: null },
    { at: 4, value: 0 },
  ];

  expect(describeSeries([{ label: "Arrived", readings }], [{ from: 3, to: 4 }], clock)).toBe(
    "Arrived: highest 1,204 at t2, last 0 at t4. No data t3 to t4.",
  );
});

test("a series without any reading says that there is no data", () => {
  expect(describeSeries([{ label: "Sent", readings: [{ at: 1, value: null }] }], [], clock)).toBe("Sent: no data.");
});
