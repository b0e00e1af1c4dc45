import { expect, test } from "vitest";
import { verdictOf } from "./alarm-verdict";
import type { AlarmRule, MissingData } from "./alarms-state";

const MINUTE = 60_000;
const END = Date.UTC(2026, 10, 20, 12, 0);

const aRule = (more: Partial<AlarmRule> = {}): AlarmRule => ({
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: [],
  statistic: "Maximum",
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  threshold: 5,
  comparison: "GreaterThanThreshold",
  missingData: "missing",
  ...more,
});

/** Five minutes up to END: `X` breaches, `0` does not, `-` is missing. */
const pointsOf = (picture: string) =>
  picture.split(" ").flatMap((sign, place) => {
    const at = END - (5 - place) * MINUTE;
    return sign === "-" ? [] : [{ at, value: sign === "X" ? 9 : 0 }];
  });

const TREATMENTS: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

test.each([
  ["0 - X - X", 3, ["OK", "OK", "OK", "OK"]],
  ["- - - - 0", 3, ["OK", undefined, "OK", "OK"]],
  ["- - - - -", 3, ["INSUFFICIENT_DATA", undefined, "ALARM", "OK"]],
  ["0 X X - X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["- - X - -", 3, ["ALARM", undefined, "ALARM", "OK"]],
  ["- - - - X", 3, [undefined, undefined, "ALARM", "OK"]],
  ["0 - X - X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["0 0 X 0 X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["0 - X - -", 2, ["OK", undefined, "ALARM", "OK"]],
  ["- - - - 0", 2, ["OK", undefined, "ALARM", "OK"]],
])("%s with %d of 3 is by treatment of missing data: %j", (picture, datapointsToAlarm, expected) => {
  const values = TREATMENTS.map(
    (missingData) => verdictOf(aRule({ datapointsToAlarm, missingData }), pointsOf(picture), END)?.value,
  );

  expect(values).toEqual(expected);
});

test.each([
  ["GreaterThanThreshold", 5, "OK"],
  ["GreaterThanOrEqualToThreshold", 5, "ALARM"],
  ["LessThanThreshold", 5, "OK"],
  ["LessThanOrEqualToThreshold", 5, "ALARM"],
] as const)("%s 5 with a value of %d: %s", (comparison, value, expected) => {
  const rule = aRule({ comparison, evaluationPeriods: 1, datapointsToAlarm: 1 });

  expect(verdictOf(rule, [{ at: END - MINUTE, value }], END)?.value).toBe(expected);
});

test("the reason names the datapoints that crossed, newest first", () => {
  const verdict = verdictOf(aRule({ datapointsToAlarm: 2 }), pointsOf("0 0 X 0 X"), END);

  expect(verdict?.reason).toBe(
    "Threshold Crossed: 2 out of the last 3 datapoints [9.0 (20/11/26 11:59:00), 9.0 (20/11/26 11:57:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).",
  );
});

test("a reason without datapoints says how the missing ones were taken", () => {
  expect(verdictOf(aRule({ missingData: "notBreaching" }), [], END)?.reason).toBe(
    "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].",
  );
  expect(verdictOf(aRule(), [], END)?.reason).toBe("Insufficient Data: 3 datapoints were unknown.");
});
