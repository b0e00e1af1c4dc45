import { expect, test } from "vitest";
import { judgePace } from "./forecast";

const hours = (count: number, length = 24) => Array.from({ length }, () => count);

test.each<[string, number, number[], boolean]>([
  ["more than three times the usual hour is high", 91, hours(30), true],
  ["exactly three times the usual hour is not", 90, hours(30), false],
  ["a rare class is not high before it is more than 20", 20, hours(0), false],
  ["a rare class is high from 21 on", 21, hours(0), true],
  ["one earlier burst does not raise the forecast", 21, [...hours(0), 5000], true],
  ["what usually comes fast is not high at its usual pace", 600, hours(500), false],
  ["an even number of hours takes the middle of both", 46, [10, 10, 10, 20, 20, 20], true],
  ["a class known for less than six hours has no forecast", 5000, hours(0, 5), false],
])("%s", (_, lastHourCount, earlierHourCounts, isHigh) => {
  expect(judgePace({ lastHourCount, earlierHourCounts }).isHigh).toBe(isHigh);
});

test("the verdict says what it compared", () => {
  expect(judgePace({ lastHourCount: 91, earlierHourCounts: hours(30) }).reason).toBe(
    "91 arrived in the last hour; usual is 30 an hour, more than 90 is an escalation",
  );
});
