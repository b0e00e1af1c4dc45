import type { UsdRange } from "../cost-line";
import { BATCH, CHUNK_BYTES } from "./meter";

/** Messages of which only the number and the bytes together are known. */
export interface Payload {
  readonly count: number;
  /** Null where nobody measured a size. */
  readonly bytes: number | null;
  /** No message is bigger. */
  readonly maxBytes: number;
}

/**
 * How many requests of 64 KiB carried them: at least, if they came in full batches; at most, if each came alone and the
 * bytes lay in as few of them as could be.
 */
export function requestsFor({ count, bytes, maxBytes }: Payload): UsdRange {
  if (count <= 0) return { low: 0, high: 0 };
  const mostEach = Math.max(1, Math.ceil(maxBytes / CHUNK_BYTES));
  const spread = bytes === null ? count * mostEach : count + Math.floor(Math.max(0, bytes - count) / CHUNK_BYTES);
  const low = Math.max(count / BATCH, (bytes ?? 0) / CHUNK_BYTES);
  return { low, high: Math.max(low, Math.min(spread, count * mostEach)) };
}

export function addRanges(...ranges: readonly UsdRange[]): UsdRange {
  return ranges.reduce((sum, { low, high }) => ({ low: sum.low + low, high: sum.high + high }), { low: 0, high: 0 });
}
