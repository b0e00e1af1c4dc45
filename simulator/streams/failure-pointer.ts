import type { StreamRecord } from "./open-stream";

/**
 * The metadata by which a failure record points at a stretch of a shard, under the name that its kind of stream has
 * (Lambda Developer Guide, "Retain discarded batch records"). It holds no data.
 */
export function failurePointer(streamArn: string, shardId: string, records: readonly StreamRecord[]) {
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) throw new Error("a batch has records");
  const info = {
    shardId,
    startSequenceNumber: first.record.sequenceNumber,
    endSequenceNumber: last.record.sequenceNumber,
    approximateArrivalOfFirstRecord: new Date(first.record.at).toISOString(),
    approximateArrivalOfLastRecord: new Date(last.record.at).toISOString(),
    batchSize: records.length,
    streamArn,
  };
  return first.kind === "kinesis" ? { KinesisBatchInfo: info } : { DDBStreamBatchInfo: info };
}
