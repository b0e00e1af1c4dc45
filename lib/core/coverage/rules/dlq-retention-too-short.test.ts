import { expect, test } from "vitest";
import { aFunction, aGraph, aQueue, aRule, aTarget, NO_FACTS, queueArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { dlqRetentionTooShort } from "./dlq-retention-too-short";

const DAY = 86_400;
const source = (name: string, retentionSeconds: number, dlq = "dlq") =>
  aQueue(name, { deadLetterTargetArn: queueArn(dlq), retentionSeconds });

test("a dead-letter queue that keeps less than its source may delete a message as it arrives", () => {
  const graph = aGraph([source("orders", 4 * DAY), aQueue("dlq", { retentionSeconds: DAY })]);

  expect(foundBy(dlqRetentionTooShort, graph)).toEqual([["dlq", "high"]]);
});

test("of several sources the one that keeps longest decides, and answers for it", () => {
  const graph = aGraph([
    source("mails", DAY),
    source("orders", 10 * DAY),
    aQueue("dlq", { retentionSeconds: 8 * DAY }),
  ]);

  const [verdict] = dlqRetentionTooShort.check(graph, NO_FACTS);

  expect(verdict?.hole).toMatchObject({
    severity: "high",
    failingStageArn: queueArn("orders"),
    evidence: [
      { label: "MessageRetentionPeriod of dlq", value: "691200 s (8 d)" },
      { label: "MessageRetentionPeriod of orders", value: "864000 s (10 d)" },
      { label: "Sources", value: "mails, orders" },
    ],
  });
});

test("what EventBridge or a function gives up starts anew in the dead-letter queue, so its retention is not judged", () => {
  const graph = aGraph([
    aRule("paid", { targets: [aTarget({ deadLetterArn: queueArn("dlq") })] }),
    aFunction("ship", { deadLetterArn: queueArn("dlq") }),
    aQueue("dlq", { retentionSeconds: 60 }),
  ]);

  expect(foundBy(dlqRetentionTooShort, graph)).toEqual([]);
});

test("a FIFO dead-letter queue that keeps less than its source is untidy, no more", () => {
  const graph = aGraph([source("orders.fifo", 4 * DAY, "dlq.fifo"), aQueue("dlq.fifo", { retentionSeconds: DAY })]);

  expect(foundBy(dlqRetentionTooShort, graph)).toEqual([["dlq.fifo", "low"]]);
});

test("where the dead-letter queue keeps as long as SQS can, no code is offered", () => {
  const graph = aGraph([source("orders", 14 * DAY), aQueue("dlq", { retentionSeconds: 14 * DAY })]);

  expect(dlqRetentionTooShort.check(graph, NO_FACTS)[0]?.hole?.fix).toBeNull();
});
