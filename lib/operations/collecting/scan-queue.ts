import type { AwsSession, ReceivedMessage } from "@/lib/aws/aws";
import { Unavailable } from "@/lib/core/errors";
import { FINGERPRINT_VERSION } from "@/lib/core/failures/fingerprint";
import type { OriginGraph } from "@/lib/core/failures/origins/origin";
import { findAccount } from "@/lib/db/accounts";
import { foldClassCounts } from "@/lib/db/class-counts";
import { inTransaction, type Sql } from "@/lib/db/connect";
import { readConsumerVersions } from "@/lib/db/consumer-versions";
import { settleUnproved } from "@/lib/db/drains";
import { notifyChange } from "@/lib/db/notify";
import { isFirstLookSince, readQueueTies } from "@/lib/db/origin-graph";
import { findQueue, listSourcesOf, type QueueRow } from "@/lib/db/queues";
import { endScan, insertScan, noteMissed, type ScanEnd } from "@/lib/db/scans";
import { readGroupingRules } from "../grouping/read-rules";
import { keepLease } from "../keep-lease";
import { sessionFor } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { judgeBystanders } from "./judge-bystanders";
import { keepMessages, type ScanFacts } from "./keep-messages";
import { readSlice, type Slice } from "./read-slice";

const LEASE_SECONDS = 30;

/** Why a queue is not scanned now; undefined when nothing speaks against it. */
export async function reasonNotToScan(queue: QueueRow, readSession: AwsSession): Promise<string | undefined> {
  const isReadable = queue.deletedAt === null && queue.isDeadLetterQueue;
  if (isReadable && queue.mode !== "index") return "indexing is off for this queue";
  return reasonNotToRead(queue, queue.scanOverrideReason, readSession);
}

/** Why no message may be received from a queue now, whatever for. A person's reason overrides what only may do harm. */
export async function reasonNotToRead(
  queue: QueueRow,
  overrideReason: string | null,
  readSession: AwsSession,
): Promise<string | undefined> {
  if (queue.deletedAt !== null) return "the queue was deleted";
  if (!queue.isDeadLetterQueue) return "this is no dead-letter queue: we never receive from a live queue";
  if (overrideReason === null) {
    if (queue.deadLetterTargetArn !== null)
      return "this queue has a redrive policy of its own: each look counts as a receive and may move messages on";
    if (queue.consumers.length > 0) return "this queue has a consumer: a look would compete with it";
  }
  const tasks = await readSession.sqs.moveTasks(queue.arn).catch((error: unknown) => {
    // An endpoint without move tasks (an emulator) cannot have one running.
    if (error instanceof Unavailable && error.code === "aws-capability-absent") return [];
    throw error;
  });
  if (tasks.some((task) => task.status === "RUNNING")) return "a move task is running on this queue";
  return undefined;
}

/**
 * Looks into one dead-letter queue: receives what it can within a slice, keeps it, and gives every message back. Holds
 * the queue's lease, so that no other look or run hides messages from it. Whatever ends it, messages are released; what
 * could not be released reappears by itself after the visibility timeout. Returns why it stopped.
 */
export async function scanQueue(ctx: WorkerCtx, queueId: string, isScheduled: boolean): Promise<string> {
  const queue = await findQueue(ctx.db, queueId);
  const account = queue && (await findAccount(ctx.db, queue.accountId));
  if (!queue || !account) return "the queue is not known any more";
  const scanId = ctx.newId("scan");
  const keeper = await keepLease(ctx, {
    queueId,
    accountId: queue.accountId,
    holder: `scan ${scanId}`,
    purpose: "scan",
    seconds: LEASE_SECONDS,
  });
  if (!keeper) return "the queue is busy";
  const target = { account, region: queue.region };
  // Whoever loses the lease stops receiving: somebody else may look by now.
  const fenced: WorkerCtx = { ...ctx, signal: keeper.signal };
  try {
    const no = await reasonNotToScan(queue, sessionFor(ctx, target, "read", "collect"));
    if (no) return no;
    const slice = await lookInto(
      fenced,
      queue,
      { scanId, isScheduled },
      sessionFor(fenced, target, "inspect", "collect"),
    );
    return slice.stoppedBecause;
  } finally {
    await keeper.end();
  }
}

/**
 * One look, by whoever holds the queue's lease: receives a slice, indexes it, hands each batch to `alsoKeep` while it is in
 * our hands, and gives everything back. The scan is written down with how it ended; an error is thrown on after that.
 */
export async function lookInto(
  ctx: WorkerCtx,
  queue: QueueRow,
  { scanId, isScheduled }: { scanId: string; isScheduled: boolean },
  session: AwsSession,
  alsoKeep: (messages: ReceivedMessage[]) => Promise<void> = async () => {},
): Promise<Slice> {
  const scan = await scanFactsOf(ctx, queue, { scanId, isScheduled });
  const { accountId, region, isFifo } = queue;
  const row = { id: scanId, accountId, region, queueId: queue.id, isScheduled, isHeadsOnly: isFifo };
  await insertScan(ctx.db, row);
  let newCount = 0;
  const slice = await readSlice(session.sqs, queue, ctx.signal, async (messages) => {
    newCount += await keepMessages(ctx, scan, messages);
    await alsoKeep(messages);
  });
  const end: ScanEnd = { ...slice, newCount };
  await inTransaction(ctx.db, async (tx) => {
    if (end.isComplete) {
      await noteMissed(tx, queue.id, scanId);
      // What a drain left open when vault mode was turned off.
      await settleUnproved(tx, queue.id);
    }
    await endScan(tx, row, end);
    await notifyChange(tx, { topic: "queue", id: queue.id, accountId: queue.accountId });
  });
  // A guess that could not be made takes nothing from a look that was.
  if (newCount > 0)
    await judgeBystanders(ctx.db, queue).catch((error: unknown) =>
      ctx.log.warn({ queueId: queue.id, err: error }, "bystanders could not be judged"),
    );
  await foldClassCounts(ctx.db);
  if (slice.error) throw slice.error;
  return slice;
}

/** What understanding the messages of one look needs to know. */
export async function scanFactsOf(
  ctx: WorkerCtx,
  queue: QueueRow,
  { scanId, isScheduled }: { scanId: string; isScheduled: boolean },
): Promise<ScanFacts> {
  const { rules, changedAt } = await readGroupingRules(ctx.db);
  return {
    id: scanId,
    isScheduled,
    queue,
    graph: await originGraphOf(ctx.db, queue),
    rules,
    isBacklog: queue.isRereadAsBacklog,
    isRegrouping: await isFirstLookSince(ctx.db, queue.id, FINGERPRINT_VERSION, changedAt),
  };
}

/** Who may have written what lies in this queue, as far as the inventory knows. */
export async function originGraphOf(db: Sql, { arn }: QueueRow): Promise<OriginGraph> {
  const knownSourceQueueArns = (await listSourcesOf(db, arn)).map((source) => source.arn);
  return {
    queueArn: arn,
    knownSourceQueueArns,
    consumers: await readConsumerVersions(db, knownSourceQueueArns),
    ...(await readQueueTies(db, arn)),
  };
}
