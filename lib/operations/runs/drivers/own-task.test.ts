import { expect, test } from "vitest";
import type { MoveTask } from "@/lib/aws/aws";
import { ownTask } from "./own-task";

const intentAt = new Date("2026-11-21T12:00:00Z");
const wish = { intentAt, destinationArn: null, ratePerSecond: 10 };

function aTask(secondsAfter: number, more: Partial<MoveTask> = {}): MoveTask {
  return {
    handle: "h",
    status: "RUNNING",
    deadLetterQueueArn: "arn:aws:sqs:eu-central-1:111111111111:orders-dlq",
    destinationArn: null,
    ratePerSecond: 10,
    movedCount: 0,
    toMoveCount: 5,
    startedAt: new Date(intentAt.getTime() + secondsAfter * 1000),
    failureReason: null,
    ...more,
  };
}

test("the only task that began after the intent with our destination and rate is ours", () => {
  expect(ownTask([aTask(3), aTask(-900)], wish)).toMatchObject({ kind: "ours" });
});

test.each([
  ["another destination", { destinationArn: "arn:aws:sqs:eu-central-1:111111111111:elsewhere" }],
  ["another rate", { ratePerSecond: 500 }],
  ["no rate", { ratePerSecond: null }],
])("a task with %s is a stranger's", (_, more) => {
  expect(ownTask([aTask(3, more)], wish)).toEqual({ kind: "none" });
});

test.each([
  ["two tasks that could both be ours", [aTask(3), aTask(9)]],
  ["a task that began right before the intent", [aTask(-5)]],
  ["one right before and one after it", [aTask(4), aTask(-20)]],
])("of %s nobody can tell", (_, tasks) => {
  expect(ownTask(tasks, wish).kind).toBe("uncertain");
});
