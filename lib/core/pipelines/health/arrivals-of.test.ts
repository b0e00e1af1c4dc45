import { expect, test } from "vitest";
import type { PartRole } from "../pipeline";
import { type ArrivalsFrom, arrivalsOf } from "./arrivals-of";

const part = (arn: string, role: PartRole = "hop") => ({ arn, role });
const from = (
  queueArn: string | null,
  anchorArn: string,
  record: ArrivalsFrom["record"] = "messages",
): ArrivalsFrom => ({
  queueArn,
  anchorArn,
  record,
  quarterHour: 1,
  recentHalfHour: 2,
  earlierHalfHour: 3,
});
const countsOf = (...given: Parameters<typeof arrivalsOf>) =>
  [...arrivalsOf(...given)].map(([arn, { messages, executions, lost }]) => [
    arn,
    messages.quarterHour,
    executions.quarterHour,
    lost.quarterHour,
  ]);
const PARTS = [part("orders"), part("orders-dlq", "dead-letter")];
const WITH_SHARED = [part("orders"), part("all-dlq", "shared")];

test.each([
  [
    "what lies in its own dead-letter queue counts there, wherever it began",
    PARTS,
    from("orders-dlq", "billing"),
    [["orders-dlq", 1, 0, 0]],
  ],
  ["what lies in a queue outside counts where it began", PARTS, from("other-dlq", "orders"), [["orders", 1, 0, 0]]],
  ["what is of others counts nowhere", PARTS, from("other-dlq", "billing"), []],
  ["in a shared queue what began here counts", WITH_SHARED, from("all-dlq", "orders"), [["all-dlq", 1, 0, 0]]],
  ["in a shared queue what others began does not", WITH_SHARED, from("all-dlq", "billing"), []],
  ["in a shared queue what nobody knows counts", WITH_SHARED, from("all-dlq", "all-dlq"), [["all-dlq", 1, 0, 0]]],
  ["failed executions count at their state machine", PARTS, from(null, "orders", "executions"), [["orders", 0, 1, 0]]],
  ["a loss with a count counts where it began", PARTS, from(null, "orders", "count-only"), [["orders", 0, 0, 1]]],
])("%s", (_, parts, arrival, expected) => {
  expect(countsOf(parts, [arrival])).toEqual(expected);
});

test("failures of several classes in one place are added", () => {
  const found = arrivalsOf(PARTS, [from("orders-dlq", "orders"), from("orders-dlq", "billing")]);

  expect(found.get("orders-dlq")?.messages).toEqual({ quarterHour: 2, recentHalfHour: 4, earlierHalfHour: 6 });
});
