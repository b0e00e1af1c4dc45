import { expect, test } from "vitest";
import { outcomeOfBatch } from "./outcome-of-batch";

const NUMBERS = ["11", "12", "13"];
const ran = (payload: unknown) => ({ requestId: "r", version: "$LATEST", payload });
const failing = (...numbers: unknown[]) => ({
  batchItemFailures: numbers.map((itemIdentifier) => ({ itemIdentifier })),
});

test.each([
  ["no answer", null, "done"],
  ["an empty list", failing(), "done"],
  ["no list", {}, "done"],
  ["one record", failing("12"), "12"],
  ["several records: the first counts", failing("13", "12"), "12"],
  ["a record that was not in the batch", failing("99"), "all"],
  ["no identifier", failing(null), "all"],
  ["a list that is none", { batchItemFailures: "x" }, "all"],
  ["text", "ok", "all"],
])("an answer with %s", (_, payload, expected) => {
  const outcome = outcomeOfBatch(ran(payload), NUMBERS, true);

  const seen = outcome.kind === "done" ? "done" : (outcome.from ?? "all");
  expect(seen).toBe(expected);
});

test("without ReportBatchItemFailures an answer means nothing", () => {
  expect(outcomeOfBatch(ran(failing("12")), NUMBERS, false)).toEqual({ kind: "done" });
});
