import { expect, test } from "vitest";
import { isRedrivable, lossOfClass, pathOf } from "./class-words";

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
  expect(isRedrivable({ status: "ongoing", presentCount: 0 })).toBe(false);
  expect(isRedrivable({ status: "backlog", presentCount: 3 })).toBe(true);
});
