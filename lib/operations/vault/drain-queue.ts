import { drainGrants } from "@/lib/core/plans/grants";
import { isSecondCopyNeeded } from "@/lib/core/queues/vault-mode";
import { type AccountRow, findAccount } from "@/lib/db/accounts";
import { findQueue, type QueueRow } from "@/lib/db/queues";
import { insertScan } from "@/lib/db/scans";
import { scanFactsOf } from "../collecting/scan-queue";
import { keepLease, type LeaseKeeper } from "../keep-lease";
import { sessionFor } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { concludeDrain } from "./conclude-drain";
import { DrainSlice } from "./drain-slice";
import { stopFor } from "./drain-stop";
import type { Draining } from "./draining";
import { refuseUnlessDrainable } from "./reason-not-to-drain";

/** Another worker takes over at most this long after the last sign of life. */
const LEASE_SECONDS = 10;

/**
 * Drains one slice of a queue in vault mode, in the account's operate role narrowed to this queue, and keeps how it ended.
 * Safe to call from any number of workers: only the holder of the queue's lease acts. Returns why it stopped.
 */
export async function drainQueue(ctx: WorkerCtx, queueId: string, isScheduled: boolean): Promise<string> {
  const queue = await findQueue(ctx.db, queueId);
  const account = queue && (await findAccount(ctx.db, queue.accountId));
  if (!queue || !account) return "the queue is not known any more";
  const scanId = ctx.newId("scan");
  const keeper = await keepLease(ctx, {
    queueId,
    accountId: queue.accountId,
    holder: `drain ${scanId}`,
    purpose: "drain",
    seconds: LEASE_SECONDS,
  });
  if (!keeper) return "the queue is busy";
  // Whoever loses the lease stops: somebody else may drain by now.
  const fenced: WorkerCtx = { ...ctx, signal: keeper.signal };
  try {
    return await drainHeld(fenced, queue, account, keeper, { scanId, isScheduled });
  } finally {
    await keeper.end();
  }
}

async function drainHeld(
  ctx: WorkerCtx,
  queue: QueueRow,
  account: AccountRow,
  keeper: LeaseKeeper,
  look: { scanId: string; isScheduled: boolean },
): Promise<string> {
  const startedAt = ctx.now();
  const slice = new DrainSlice();
  let work: Draining | undefined;
  try {
    await refuseUnlessDrainable(
      ctx,
      queue,
      account,
      sessionFor(ctx, { account, region: queue.region }, "read", "collect"),
    );
    work = await beginWork(ctx, queue, account, keeper, look);
    await slice.run(work);
  } catch (error) {
    if (!ctx.signal.aborted) slice.stop = stopFor(error);
    if (!ctx.signal.aborted && slice.stop?.message.startsWith("Something unexpected"))
      ctx.log.warn({ err: error, queueId: queue.id }, "a slice of a drain failed");
  }
  await slice.giveBack(work);
  return concludeDrain(ctx, queue, { lease: keeper.lease, slice, work, startedAt, look });
}

async function beginWork(
  ctx: WorkerCtx,
  queue: QueueRow,
  account: AccountRow,
  keeper: LeaseKeeper,
  look: { scanId: string; isScheduled: boolean },
): Promise<Draining> {
  const session = ctx.aws.session(account, {
    role: "operate",
    region: queue.region,
    purpose: "vault",
    run: { runId: `drain-${queue.id}`, grants: drainGrants(queue.arn) },
    signal: keeper.signal,
  });
  const scan = await scanFactsOf(ctx, queue, look);
  const { accountId, region, isFifo } = queue;
  await insertScan(ctx.db, {
    id: look.scanId,
    accountId,
    region,
    queueId: queue.id,
    isScheduled: look.isScheduled,
    isHeadsOnly: isFifo,
  });
  return {
    ctx,
    queue,
    account,
    lease: keeper.lease,
    sqs: session.sqs,
    scan,
    needsSecondCopy: isSecondCopyNeeded({ account, ...queue }),
    signal: keeper.signal,
  };
}
