import { isJsonObject, type JsonObject, type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { RecordRange } from "./stream-record";

/** What a failure record of a stream points at, and whose batch it was. */
export interface StreamPointer {
  readonly range: RecordRange;
  readonly batchSize: number | null;
  readonly firstArrivedAt: Date | null;
  /** Of an event source mapping: the function, with its qualifier where it has one. */
  readonly functionArn: string | null;
  readonly pipeArn: string | null;
}

const SEQUENCE_NUMBER = /^\d{1,128}$/;

/** The pointer in a failure record of Lambda or of a pipe; undefined where it names no stretch of a Kinesis or table stream. */
export function pointerIn(json: JsonValue | undefined): StreamPointer | undefined {
  const batch = batchIn(json, "KinesisBatchInfo") ?? batchIn(json, "DDBStreamBatchInfo");
  const streamArn = textMember(batch, "streamArn");
  const shardId = textMember(batch, "shardId");
  const startSequenceNumber = textMember(batch, "startSequenceNumber") ?? "";
  const endSequenceNumber = textMember(batch, "endSequenceNumber") ?? "";
  const areNumbers = SEQUENCE_NUMBER.test(startSequenceNumber) && SEQUENCE_NUMBER.test(endSequenceNumber);
  if (!streamArn || !shardId || !areNumbers || BigInt(startSequenceNumber) > BigInt(endSequenceNumber))
    return undefined;
  const size = member(batch, "batchSize");
  const at = new Date(textMember(batch, "approximateArrivalOfFirstRecord") ?? "");
  return {
    range: { streamArn, shardId, startSequenceNumber, endSequenceNumber },
    batchSize: typeof size === "number" ? size : null,
    firstArrivedAt: Number.isNaN(at.getTime()) ? null : at,
    functionArn: textMember(member(json, "requestContext"), "functionArn") ?? null,
    pipeArn: textMember(member(json, "context"), "partnerResourceArn") ?? null,
  };
}

function batchIn(json: JsonValue | undefined, name: string): JsonObject | undefined {
  const found = member(json, name);
  return isJsonObject(found) ? found : undefined;
}
