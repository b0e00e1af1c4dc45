import type { JsonObject } from "@/lib/core/messages/json";

/** A stretch of one shard, both ends included. */
export interface RecordRange {
  readonly streamArn: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
}
/** A record as the stream keeps it. A table's change has the members that a function gets, bytes as base64. */
export type StreamRecord =
  | {
      readonly kind: "kinesis";
      readonly sequenceNumber: string;
      readonly arrivedAt: Date;
      readonly partitionKey: string;
      readonly dataBase64: string;
    }
  | { readonly kind: "dynamodb"; readonly sequenceNumber: string; readonly change: JsonObject };
