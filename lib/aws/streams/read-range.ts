import { parseArn } from "@/lib/core/arn";
import { DloError } from "@/lib/core/errors";
import type { RecordRange, StreamRecord } from "@/lib/core/streams/stream-record";
import type { Door } from "../call";
import { describeKinesis, kinesisIterator, kinesisPage } from "./kinesis";
import type { Page } from "./page";
import type { RangeRead, Streams } from "./streams";
import { tableIterator, tablePage } from "./table-streams";

/** What Lambda hands to a function at once: so many records, and 6 MB of them. */
const MOST_RECORDS = 10_000;
const MOST_BYTES = 8_000_000;
/** A shard may answer with empty pages before the records that are wanted. */
const MOST_PAGES = 200;
const TABLE_RETENTION_SECONDS = 86_400;

interface Shard {
  /** Where to begin: at this record, or at the oldest that is left. Undefined when that record has left the stream. */
  iterator(from: string | "oldest"): Promise<string | undefined>;
  page(iterator: string): Promise<Page>;
}

/** Kinesis streams and tables' streams. Calls of an account and Region wait their turn: readers of a shard share its few reads. */
export function streamsOf(door: Door): Streams {
  const paced = { ...door, bucket: door.streamsBucket };
  return {
    read: (range) => readRange(shardOf(paced, range), range).catch(goneOr),
    async retentionSeconds(streamArn) {
      if (isTable(streamArn)) return TABLE_RETENTION_SECONDS;
      return describeKinesis(paced, streamArn).catch((error: unknown) => {
        if (error instanceof DloError && error.code === "aws-not-found") return null;
        throw error;
      });
    },
  };
}

function goneOr(error: unknown): RangeRead {
  if (error instanceof DloError && error.code === "aws-not-found") return { kind: "gone" };
  throw error;
}

function isTable(streamArn: string): boolean {
  return parseArn(streamArn)?.service === "dynamodb";
}

function shardOf(door: Door, { streamArn, shardId }: RecordRange): Shard {
  const place = { streamArn, shardId };
  if (isTable(streamArn))
    return { iterator: (from) => tableIterator(door, place, from), page: (at) => tablePage(door, place, at) };
  return { iterator: (from) => kinesisIterator(door, place, from), page: (at) => kinesisPage(door, place, at) };
}

async function readRange(shard: Shard, range: RecordRange): Promise<RangeRead> {
  const start = await shard.iterator(range.startSequenceNumber);
  const iterator = start ?? (await shard.iterator("oldest"));
  const found = iterator === undefined ? [] : await readUpTo(shard, iterator, range);
  if (found === "too-long") return { kind: "too-long" };
  const isWhole =
    start !== undefined &&
    found[0]?.sequenceNumber === range.startSequenceNumber &&
    found.at(-1)?.sequenceNumber === range.endSequenceNumber;
  return isWhole ? { kind: "whole", records: found } : { kind: "trimmed", leftCount: found.length };
}

async function readUpTo(shard: Shard, from: string, range: RecordRange): Promise<StreamRecord[] | "too-long"> {
  const end = BigInt(range.endSequenceNumber);
  const found: StreamRecord[] = [];
  let bytes = 0;
  let iterator: string | undefined = from;
  for (let pages = 0; iterator !== undefined && pages < MOST_PAGES; pages++) {
    const page: Page = await shard.page(iterator);
    for (const record of page.records) {
      if (BigInt(record.sequenceNumber) > end) return found;
      found.push(record);
      bytes += sizeOf(record);
      if (found.length > MOST_RECORDS || bytes > MOST_BYTES) return "too-long";
    }
    if (found.at(-1)?.sequenceNumber === range.endSequenceNumber || page.isAtTip) return found;
    iterator = page.next;
  }
  return found;
}

function sizeOf(record: StreamRecord): number {
  return record.kind === "kinesis" ? record.dataBase64.length : JSON.stringify(record.change).length;
}
