import type { Sum } from "@/lib/core/failures/unrecorded/lost-per-bucket";
import type { LossWatch } from "@/lib/core/failures/unrecorded/watches";
import type { WatchRow } from "@/lib/db/unrecorded";

/** A watch with what was read of it before; undefined for one that is new. */
export interface KnownWatch extends LossWatch {
  readonly known: WatchRow | undefined;
}
export interface ReadWatch extends KnownWatch {
  /** What was lost in each bucket that CloudWatch told of. */
  readonly lost: readonly Sum[];
}
