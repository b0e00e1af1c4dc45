import type { StreamRecord } from "@/lib/core/streams/stream-record";

/** One answer of a shard. */
export interface Page {
  readonly records: readonly StreamRecord[];
  /** Absent where the shard ends. */
  readonly next: string | undefined;
  /** Nothing newer is in the shard now. */
  readonly isAtTip: boolean;
}
