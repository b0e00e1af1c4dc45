import type { StreamRecord } from "./open-stream";
import { compareNumbers } from "./sequence-number";
import type { Outcome, ShardConsumer } from "./shard-consumer";
import type { Batch } from "./state";

type Failed = Extract<Outcome, { kind: "failed" }>;
type Limits = Pick<ShardConsumer, "maximumRetryAttempts" | "isBisecting">;

/**
 * What is tried instead of a failed batch: the same again, what is left of it, or its halves; empty when it is given
 * up. Splitting does not use up a retry (Lambda Developer Guide, "Retain discarded batch records").
 */
export function nextBatches(batch: Batch, failed: Failed, records: readonly StreamRecord[], limits: Limits): Batch[] {
  const triedCount = batch.triedCount + 1;
  if (!failed.isCounted) return [{ ...batch, triedCount }];
  const rest = failed.from === undefined ? batch : { ...batch, first: failed.from };
  const isShorter = compareNumbers(rest.first, batch.first) > 0;
  if (limits.isBisecting && isShorter) return [{ ...rest, triedCount }];
  if (limits.isBisecting && records.length > 1) return halves({ ...rest, triedCount }, records);
  const failedCount = batch.failedCount + 1;
  const isOver = limits.maximumRetryAttempts >= 0 && failedCount > limits.maximumRetryAttempts;
  return isOver ? [] : [{ ...rest, failedCount, triedCount }];
}

function halves(batch: Batch, records: readonly StreamRecord[]): Batch[] {
  const middle = Math.ceil(records.length / 2);
  const [end, start] = [records[middle - 1], records[middle]];
  if (!end || !start) return [batch];
  return [
    { ...batch, last: end.record.sequenceNumber },
    { ...batch, first: start.record.sequenceNumber },
  ];
}
