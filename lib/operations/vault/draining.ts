import type { Sqs } from "@/lib/aws/aws";
import type { AccountRow } from "@/lib/db/accounts";
import type { Lease } from "@/lib/db/leases";
import type { QueueRow } from "@/lib/db/queues";
import type { ScanFacts } from "../collecting/keep-messages";
import type { WorkerCtx } from "../worker-context";

/** A queue in the hands of the worker that drains it: it holds the lease, and a session narrowed to this queue. */
export interface Draining {
  readonly ctx: WorkerCtx;
  readonly queue: QueueRow;
  readonly account: AccountRow;
  readonly lease: Lease;
  readonly sqs: Sqs;
  readonly scan: ScanFacts;
  readonly needsSecondCopy: boolean;
  /** Aborted when the worker stops or the lease is lost. */
  readonly signal: AbortSignal;
}
