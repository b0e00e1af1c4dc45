import type { Aws } from "@/lib/aws/aws";
import type { Ctx } from "./context";
import type { DrainTiming } from "./runs/drivers/draining/timing";

/** What the worker's operations get on top: the way to AWS. A door's operation, given `Ctx` alone, cannot reach AWS. */
export interface WorkerCtx extends Ctx {
  readonly aws: Aws;
  /** Names this process where several share the work, for example as the holder of a lease. */
  readonly workerId: string;
  /** Whether this worker may purge queues at all; off unless its own configuration says so. */
  readonly allowsPurge?: boolean;
  /** Aborted when the process is asked to stop, or when the job was taken from this worker. */
  readonly signal: AbortSignal;
  /** Other waits of a drain than usual: tests hurry. */
  readonly drainTiming?: Partial<DrainTiming>;
}
