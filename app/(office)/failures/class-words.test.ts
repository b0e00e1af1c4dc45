import { expect, test } from "vitest";
import { isRedrivable, lossOfClass, pathOf, redrivenWords } from "./class-words";

const MESSAGES = { record: "messages", totalCount: 3 } as const;

const now = Date.parse("2026-11-24T03:00:00Z");

test("the fuse of a class gets the retention that its share was taken from", () => {
  const loss = lossOfClass(
    { loss: { kind: "certain", at: "2026-11-25T03:00:00Z", shareLeft: 0.25 }, perHour: 12 },
    now,
  );

  expect(loss).toEqual({
    kind: "deadline",
    at: "2026-11-25T03:00:00Z",
    retentionSeconds: 4 * 86_400,
    isWorsening: true,
  });
});

test("a class whose loss nobody knows never gets a deadline", () => {
  expect(lossOfClass({ loss: { kind: "unknown", at: null, shareLeft: null }, perHour: null }, now)).toEqual({
    kind: "unknown",
  });
});

test("messages sent straight to the dead-letter queue are placed there alone", () => {
  expect(pathOf({ anchorName: "orders-dlq", queueName: "orders-dlq" })).toBe("orders-dlq");
  expect(pathOf({ anchorName: "orders", queueName: "orders-dlq" })).toBe("orders › orders-dlq");
});

test("nothing is offered for a redrive where nothing is left", () => {
  expect(isRedrivable({ ...MESSAGES, status: "ongoing", presentCount: 0 })).toBe(false);
  expect(isRedrivable({ ...MESSAGES, status: "backlog", presentCount: 3 })).toBe(true);
});

test("failed executions are redriven without a message in any queue, and are called what they are", () => {
  const failed = { record: "executions", status: "new", presentCount: 0, totalCount: 14 } as const;

  expect(isRedrivable(failed)).toBe(true);
  expect(redrivenWords(failed)).toBe("14 executions");
  expect(isRedrivable({ ...failed, record: "count-only" })).toBe(false);
});
