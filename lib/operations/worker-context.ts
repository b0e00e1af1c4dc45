import type { Aws } from "@/lib/aws/aws";
import type { Channels } from "@/lib/channels/channel";
import type { GuardedAddress } from "@/lib/net/guarded-address";
import type { GuardedFetch } from "@/lib/net/guarded-fetch";
import type { Ctx } from "./context";
import type { DrainTiming } from "./runs/drivers/draining/timing";

/** What the worker's operations get on top: the way to AWS. A door's operation, given `Ctx` alone, cannot reach AWS. */
export interface WorkerCtx extends Ctx {
  readonly aws: Aws;
  /** How each kind of channel is spoken. */
  readonly channels: Channels;
  /** For addresses that people typed in: by http, and where to connect to for what is not http (decision 0055). */
  readonly outsideFetch: GuardedFetch;
  readonly outsideAddressOf: GuardedAddress;
  /** Names this process where several share the work, for example as the holder of a lease. */
  readonly workerId: string;
  /** Whether this worker may purge queues at all; off unless its own configuration says so. */
  readonly allowsPurge?: boolean;
  /** Aborted when the process is asked to stop, or when the job was taken from this worker. */
  readonly signal: AbortSignal;
  /** Other waits of a drain than usual: tests hurry. */
  readonly drainTiming?: Partial<DrainTiming>;
}
