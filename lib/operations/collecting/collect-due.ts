import { listScanCandidates, type ScanCandidate } from "@/lib/db/scans";
import { readDeploys } from "../inventory/read-again";
import { inBatches } from "../polling/in-batches";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { scanQueue } from "./scan-queue";

/** For life, no message is received more often than this by a scan that nobody asked for. */
export const MOST_SCHEDULED_RECEIVES = 3;
/** How long to wait after the scan before, by how often the queue's messages were received already. */
const PAUSE_SECONDS = [0, 30, 600] as const;
const EMPTY_PAUSE_SECONDS = 30;

/**
 * Scans the dead-letter queues of one Region that need it: somebody asked, or the count differs from the index and the
 * budget of scheduled receives allows another look. Nothing else ever receives. Before it, functions are read again: which
 * version of its consumer's code a message failed in is part of what it is grouped by.
 */
export async function collectDue(ctx: WorkerCtx, target: Target): Promise<void> {
  const candidates = await listScanCandidates(ctx.db, target.account.id, target.region);
  const due = candidates.filter((candidate) => candidate.isRequested || isDue(candidate, ctx.now()));
  if (due.some(({ visible }) => visible !== 0)) await readDeploys(ctx, target);
  await inBatches(due, 4, async (candidate) => {
    await scanQueue(ctx, candidate.queueId, !candidate.isRequested);
  });
}

/** Pure: whether a scheduled scan may happen now. */
export function isDue(candidate: ScanCandidate, now: Date): boolean {
  // An empty queue gives nothing to receive, so a look that confirms it costs no message anything.
  const pauseSeconds = candidate.visible === 0 ? EMPTY_PAUSE_SECONDS : PAUSE_SECONDS[candidate.maxScheduledReceives];
  if (pauseSeconds === undefined) return false;
  if (candidate.scannedAt === null) return true;
  return now.getTime() - new Date(candidate.scannedAt).getTime() >= pauseSeconds * 1000;
}
