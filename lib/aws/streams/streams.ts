import type { RecordRange, StreamRecord } from "@/lib/core/streams/stream-record";

/**
 * *whole*: every record of the stretch. *trimmed*: some or all of them have left the stream; so many are left. *too-long*:
 * more than one batch can hold. *gone*: the stream or its shard is not there.
 */
export type RangeRead =
  | { readonly kind: "whole"; readonly records: readonly StreamRecord[] }
  | { readonly kind: "trimmed"; readonly leftCount: number }
  | { readonly kind: "too-long" }
  | { readonly kind: "gone" };

export interface Streams {
  /** Reads a stretch of a Kinesis stream or of a table's stream again. It changes nothing, for no reader. */
  read(range: RecordRange): Promise<RangeRead>;
  /** How long a stream keeps its records; null when it is not there. */
  retentionSeconds(streamArn: string): Promise<number | null>;
}
