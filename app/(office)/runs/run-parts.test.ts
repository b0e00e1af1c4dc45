import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs";
import { outcomeParts, placeParts, reachedCount } from "./run-parts";

const run = {
  action: "redrive",
  state: "running",
  subject: { kind: "queue", name: "orders-dlq", arn: "arn:aws:sqs:eu-central-1:1:orders-dlq" },
  counters: {
    selected: 20,
    waiting: 6,
    sending: 2,
    sent: 8,
    rejected: 1,
    skipped: 2,
    ambiguous: 1,
    deleted: 7,
    gone: 3,
    returned: 1,
    unknown: 1,
  },
} as Run;

test("the places of the messages add up to the selection", () => {
  expect(placeParts(run).reduce((sum, part) => sum + part.count, 0)).toBe(run.counters.selected);
});

test("what came of the messages adds up to those that may have arrived, known or not", () => {
  expect(outcomeParts(run).reduce((sum, part) => sum + part.count, 0)).toBe(reachedCount(run));
});
