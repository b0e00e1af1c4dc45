import { expect, test } from "vitest";
import { nextBatches } from "./next-batches";
import type { StreamRecord } from "./open-stream";

const record = (sequenceNumber: string): StreamRecord => ({
  kind: "kinesis",
  record: { sequenceNumber, at: 0, partitionKey: "k", data: "" },
});
const RECORDS = ["11", "12", "13"].map(record);
const BATCH = { first: "11", last: "13", failedCount: 1, triedCount: 4 };
const FAILED = { kind: "failed", isCounted: true, context: null } as const;

test("a failed batch is tried again, and given up when its retries are used up", () => {
  const again = nextBatches(BATCH, FAILED, RECORDS, { maximumRetryAttempts: 2, isBisecting: false });
  const over = nextBatches(BATCH, FAILED, RECORDS, { maximumRetryAttempts: 1, isBisecting: false });

  expect(again).toEqual([{ ...BATCH, failedCount: 2, triedCount: 5 }]);
  expect(over).toEqual([]);
});

test("a try that did not start costs no retry, and without a limit none is ever the last", () => {
  const notStarted = nextBatches(BATCH, { ...FAILED, isCounted: false }, RECORDS, {
    maximumRetryAttempts: 0,
    isBisecting: true,
  });
  const unlimited = nextBatches({ ...BATCH, failedCount: 9999 }, FAILED, RECORDS, {
    maximumRetryAttempts: -1,
    isBisecting: false,
  });

  expect(notStarted).toEqual([{ ...BATCH, triedCount: 5 }]);
  expect(unlimited).toHaveLength(1);
});

test("bisecting halves a batch for free, down to one record", () => {
  const limits = { maximumRetryAttempts: 1, isBisecting: true };
  const halves = nextBatches(BATCH, FAILED, RECORDS, limits);
  const single = nextBatches({ ...BATCH, last: "11" }, FAILED, RECORDS.slice(0, 1), limits);

  expect(halves).toEqual([
    { ...BATCH, last: "12", triedCount: 5 },
    { ...BATCH, first: "13", triedCount: 5 },
  ]);
  expect(single).toEqual([]);
});

test("records before the reported one are not tried again", () => {
  const next = nextBatches(BATCH, { ...FAILED, from: "12" }, RECORDS.slice(1), {
    maximumRetryAttempts: 5,
    isBisecting: false,
  });

  expect(next).toEqual([{ first: "12", last: "13", failedCount: 2, triedCount: 5 }]);
});
