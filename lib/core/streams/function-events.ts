import { parseArn } from "@/lib/core/arn";
import { MOST_PAYLOAD_BYTES } from "@/lib/core/invocations/failed-invocation";
import type { JsonObject } from "@/lib/core/messages/json";
import type { StreamRecord } from "./stream-record";

/** Where a record was read, and by whose role it reaches the function. */
export interface RecordPlace {
  readonly streamArn: string;
  readonly shardId: string;
  readonly roleArn: string;
}
/** *mapping*: `Records` as an event source mapping hands them over. *pipe*: a list, in which a Kinesis record lies flat. */
export type ReaderKind = "mapping" | "pipe";

/**
 * The events that hand these records to a function as their reader did (Lambda Developer Guide, "Using Lambda with Kinesis" and
 * "… with DynamoDB"), in order, each as large as one asynchronous invocation takes. Undefined when one record alone is larger.
 */
export function functionEvents(
  kind: ReaderKind,
  records: readonly StreamRecord[],
  place: RecordPlace,
): string[] | undefined {
  const wrap = (inner: string) => (kind === "mapping" ? `{"Records":[${inner}]}` : `[${inner}]`);
  const room = MOST_PAYLOAD_BYTES - bytesOf(wrap(""));
  const events: string[][] = [];
  let bytes = room + 1;
  for (const record of records) {
    const text = JSON.stringify(recordEvent(kind, record, place));
    const size = bytesOf(text) + 1;
    if (size > room + 1) return undefined;
    if (bytes + size > room + 1) {
      events.push([]);
      bytes = 0;
    }
    events.at(-1)?.push(text);
    bytes += size;
  }
  return events.map((texts) => wrap(texts.join(",")));
}

function recordEvent(kind: ReaderKind, record: StreamRecord, place: RecordPlace): JsonObject {
  if (record.kind === "dynamodb") return { ...record.change, eventSourceARN: place.streamArn };
  const kinesis = {
    kinesisSchemaVersion: "1.0",
    partitionKey: record.partitionKey,
    sequenceNumber: record.sequenceNumber,
    data: record.dataBase64,
    approximateArrivalTimestamp: record.arrivedAt.getTime() / 1000,
  };
  return {
    ...(kind === "mapping" ? { kinesis } : kinesis),
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${place.shardId}:${record.sequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: place.roleArn,
    awsRegion: parseArn(place.streamArn)?.region ?? "",
    eventSourceARN: place.streamArn,
  };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
