import { mappingConsumer } from "../lambda/streams/mapping-consumer";
import { pipeConsumer } from "../pipes/pipe-consumer";
import type { JobHandler, World } from "../service";
import { nextBatches } from "./next-batches";
import { type OpenStream, openStream, type StreamRecord } from "./open-stream";
import { compareNumbers, justBefore } from "./sequence-number";
import type { Outcome, ShardConsumer } from "./shard-consumer";
import type { Batch, ShardReader } from "./state";
import { planRead, readerId } from "./wake-readers";

const LONGEST_WAIT_MS = 60_000;

/** The end of a try, planned for when its work is over. */
interface Settling {
  readonly reader: string;
  readonly batch: Batch;
  readonly outcome: Outcome;
}

function consumerOf(world: World, reader: ShardReader): ShardConsumer | undefined {
  return reader.kind === "mapping" ? mappingConsumer(world, reader) : pipeConsumer(world, reader);
}

/** A reader looks into its shard: it tries what blocks the shard, else the next records. */
export const readShard: JobHandler = (world, subject, now) => {
  const reader = world.streams.readers.get(String(subject));
  if (!reader) return;
  reader.isPlanned = false;
  const consumer = consumerOf(world, reader);
  const stream = openStream(world, reader.streamArn, now);
  if (!consumer || !stream) return;
  const windowEndsAt = windowEndOf(reader, stream, consumer);
  if (windowEndsAt > now) {
    planRead(world, reader, windowEndsAt);
    return;
  }
  const found = nextBatch(reader, stream, consumer, now);
  if (!found) return;
  const { tookMs, outcome } = consumer.attempt(found.records, reader.shardId, now);
  const settling: Settling = { reader: readerId(reader), batch: found.batch, outcome };
  reader.isPlanned = true;
  world.agenda.plan({ at: now + tookMs, kind: "streams.settle", subject: settling });
};

/** A try is over: the reader goes on behind the batch, or comes back to it. */
export const settleShard: JobHandler = (world, subject, now) => {
  const { reader: id, batch, outcome } = subject as Settling;
  const reader = world.streams.readers.get(id);
  if (!reader) return;
  reader.isPlanned = false;
  const consumer = consumerOf(world, reader);
  const stream = openStream(world, reader.streamArn, now);
  if (!consumer || !stream || reader.pending[0]?.first !== batch.first) return;
  if (outcome.kind === "done") {
    passOver(reader, batch);
    planRead(world, reader, now);
    return;
  }
  const records = recordsOf(reader, stream, batch);
  const left = records.filter(({ record }) => compareNumbers(record.sequenceNumber, outcome.from ?? batch.first) >= 0);
  const next = nextBatches(batch, outcome, left, consumer);
  if (next.length === 0) {
    passOver(reader, batch);
    const { context } = outcome;
    const triedCount = batch.triedCount + 1;
    const givenUp = { shardId: reader.shardId, condition: "RetryAttemptsExhausted", triedCount, context } as const;
    if (left.length > 0) consumer.giveUp({ ...givenUp, records: left }, now);
  } else {
    reader.pending.splice(0, 1, ...next);
  }
  const waitMs = next.length === 0 ? 0 : Math.min(1000 * 2 ** Math.min(batch.triedCount, 16), LONGEST_WAIT_MS);
  planRead(world, reader, now + waitMs);
};

/** Until when records are gathered: a batch that is not full waits for its window to end. */
function windowEndOf({ shardId, after, pending }: ShardReader, stream: OpenStream, consumer: ShardConsumer): number {
  if (consumer.windowSeconds === 0 || pending.length > 0) return 0;
  const records = stream.read(shardId, after, consumer.batchSize);
  const isFull = records.length >= consumer.batchSize;
  return isFull || !records[0] ? 0 : records[0].record.at + consumer.windowSeconds * 1000;
}

/** The batch to try, without records that retention has taken or that are too old to be tried. */
function nextBatch(reader: ShardReader, stream: OpenStream, consumer: ShardConsumer, now: number) {
  for (;;) {
    const batch = reader.pending[0] ?? freshBatch(reader, stream, consumer.batchSize);
    if (!batch) return undefined;
    const records = recordsOf(reader, stream, batch);
    const oldest = now - consumer.maximumRecordAgeSeconds * 1000;
    const isLimited = consumer.maximumRecordAgeSeconds >= 0;
    const tooOld = isLimited ? records.filter(({ record }) => record.at < oldest) : [];
    if (tooOld.length > 0) {
      const { shardId } = reader;
      consumer.giveUp({ shardId, records: tooOld, condition: "RecordAgeExceeded", triedCount: batch.triedCount }, now);
    }
    const first = records[tooOld.length];
    if (!first) {
      passOver(reader, batch);
      continue;
    }
    const left = { ...batch, first: first.record.sequenceNumber };
    reader.pending.splice(0, 1, left);
    return { batch: left, records: records.slice(tooOld.length) };
  }
}

function freshBatch({ shardId, after }: ShardReader, stream: OpenStream, size: number): Batch | undefined {
  const records = stream.read(shardId, after, size);
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) return undefined;
  return { first: first.record.sequenceNumber, last: last.record.sequenceNumber, failedCount: 0, triedCount: 0 };
}

function recordsOf({ shardId }: ShardReader, stream: OpenStream, { first, last }: Batch): StreamRecord[] {
  return stream
    .read(shardId, justBefore(first), 10_000)
    .filter(({ record }) => compareNumbers(record.sequenceNumber, last) <= 0);
}

function passOver(reader: ShardReader, { last }: Batch): void {
  reader.after = last;
  reader.pending.shift();
}
