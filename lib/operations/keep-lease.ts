import { acquireLease, type Lease, type LeaseWish, releaseLease, renewLease } from "@/lib/db/leases";
import type { WorkerCtx } from "./worker-context";

export interface LeaseKeeper {
  readonly lease: Lease;
  /** Aborted when the lease was lost or the worker is asked to stop. */
  readonly signal: AbortSignal;
  end(): Promise<void>;
}

/**
 * Takes the lease on a queue, or of a run about no queue, and keeps it alive. Undefined while somebody else holds it; who dies is followed by another
 * at most `wish.seconds` later.
 */
export async function keepLease(ctx: WorkerCtx, wish: LeaseWish): Promise<LeaseKeeper | undefined> {
  const lease = await acquireLease(ctx.db, wish);
  if (!lease) return undefined;
  const lost = new AbortController();
  let keptMs = performance.now();
  const timer = setInterval(
    () => {
      renewLease(ctx.db, lease).then(
        (isOurs) => {
          if (isOurs) keptMs = performance.now();
          else lost.abort();
        },
        () => {
          // The database does not answer: the lease may still be ours for as long as it was last granted.
          if (performance.now() - keptMs > wish.seconds * 1000) lost.abort();
        },
      );
    },
    (wish.seconds * 1000) / 3,
  );
  return {
    lease,
    signal: AbortSignal.any([ctx.signal, lost.signal]),
    async end() {
      clearInterval(timer);
      await releaseLease(ctx.db, lease).catch(() => undefined);
    },
  };
}
