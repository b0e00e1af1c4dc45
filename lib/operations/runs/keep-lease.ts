import { acquireLease, type Lease, releaseLease, renewLease } from "@/lib/db/leases";
import type { RunRow } from "@/lib/db/runs";
import type { WorkerCtx } from "../worker-context";

/** Another worker takes over at most this long after the last sign of life. */
const LEASE_SECONDS = 10;
const RENEW_MS = 3_000;

export interface LeaseKeeper {
  readonly lease: Lease;
  /** Aborted when the lease was lost or the worker is asked to stop. */
  readonly signal: AbortSignal;
  end(): Promise<void>;
}

/** Takes the lease on a run's queue and keeps it alive. Undefined while somebody else holds it. */
export async function keepLease(ctx: WorkerCtx, run: RunRow): Promise<LeaseKeeper | undefined> {
  const wish = {
    queueId: run.queueId,
    accountId: run.accountId,
    holder: `${ctx.workerId} run ${run.id}`,
    purpose: `run R-${run.number}`,
    seconds: LEASE_SECONDS,
  };
  const lease = await acquireLease(ctx.db, wish);
  if (!lease) return undefined;
  const lost = new AbortController();
  let keptMs = performance.now();
  const timer = setInterval(() => {
    renewLease(ctx.db, lease).then(
      (isOurs) => {
        if (isOurs) keptMs = performance.now();
        else lost.abort();
      },
      () => {
        // The database does not answer: the lease may still be ours for as long as it was last granted.
        if (performance.now() - keptMs > LEASE_SECONDS * 1000) lost.abort();
      },
    );
  }, RENEW_MS);
  return {
    lease,
    signal: AbortSignal.any([ctx.signal, lost.signal]),
    async end() {
      clearInterval(timer);
      await releaseLease(ctx.db, lease).catch(() => undefined);
    },
  };
}
