import type { QueueAttributes } from "@/lib/aws/aws";
import { DloError, NotFound } from "@/lib/core/errors";
import { nextSampleSeconds } from "@/lib/core/queues/cadence";
import { queueFactsFrom, settingChanges } from "@/lib/core/queues/queue";
import { insertChanges } from "@/lib/db/config-changes";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { findQueue, markDeadLetterQueues, markQueueDeleted, type QueueRow, saveFacts } from "@/lib/db/queues";
import { type DueQueue, insertSamples, listDue, noteSampleError, type Sample } from "@/lib/db/samples";
import type { WorkerCtx } from "../worker-context";
import { addQueue } from "./discover-queues";
import { whereverPossible } from "./in-batches";
import { looking, sessionFor, type Target } from "./target";

const MOST_QUEUES_A_ROUND = 500;

/**
 * Reads the counters of every queue that is due, dead-letter queues first, and keeps them as samples. The same answer
 * shows changed settings and queues that were deleted or created again. One queue that fails keeps its last counters.
 */
export async function sampleDepth(ctx: WorkerCtx, target: Target): Promise<void> {
  const due = await listDue(ctx.db, target.account.id, target.region, MOST_QUEUES_A_ROUND);
  if (due.length === 0) return;
  const samples: Sample[] = [];
  const keep = () => insertSamples(ctx.db, samples.splice(0));
  try {
    await looking(ctx, target, "depth", () =>
      whereverPossible(due, 8, async (queue) => {
        const sample = await sampleQueue(ctx, target, queue);
        if (sample) samples.push(sample);
        if (samples.length >= 100) await keep();
      }),
    );
  } finally {
    await keep();
    await tellWarm(ctx, target, due);
  }
}

async function sampleQueue(ctx: WorkerCtx, target: Target, due: DueQueue): Promise<Sample | undefined> {
  const { sqs } = sessionFor(ctx, target, "read", "depth");
  try {
    const seen = await sqs.attributes(due.url);
    const isSame = await takeOver(ctx, target, due, seen);
    if (!isSame) return undefined;
    const at = ctx.now();
    const { visible, inFlight, delayed } = seen;
    const nextSeconds = nextSampleSeconds({
      isDeadLetterQueue: due.isDeadLetterQueue,
      visible,
      inFlight,
      delayed,
      changedAt: due.changedAt,
      now: at,
    });
    return { queueId: due.queueId, accountId: target.account.id, at, visible, inFlight, delayed, nextSeconds };
  } catch (error) {
    if (error instanceof NotFound) return void (await forget(ctx, target, due.queueId));
    if (error instanceof DloError) await noteSampleError(ctx.db, due.queueId, error.message, 60);
    throw error;
  }
}

/** Notes changed settings. False when the name now belongs to another queue: the old one was deleted and made again. */
async function takeOver(ctx: WorkerCtx, target: Target, due: DueQueue, seen: QueueAttributes): Promise<boolean> {
  const known = await findQueue(ctx.db, due.queueId);
  if (!known) return false;
  const facts = queueFactsFrom({ ...seen, url: due.url });
  if (new Date(known.awsCreatedAt).getTime() !== seen.createdAt.getTime()) {
    await forget(ctx, target, due.queueId);
    await addQueue(ctx, target, due.url);
    await markDeadLetterQueues(ctx.db, target.account.id);
    return false;
  }
  const changes = settingChanges(known.settings, facts.settings);
  if (changes.length > 0) await keepChanges(ctx, known, facts, changes);
  return true;
}

async function keepChanges(
  ctx: WorkerCtx,
  queue: QueueRow,
  facts: ReturnType<typeof queueFactsFrom>,
  changes: ReturnType<typeof settingChanges>,
) {
  await inTransaction(ctx.db, async (tx) => {
    await saveFacts(tx, queue.id, facts);
    await insertChanges(
      tx,
      queue,
      ctx.now(),
      changes.map((change) => ({ ...change, id: ctx.newId("change") })),
    );
    if (changes.some((change) => change.field === "RedrivePolicy")) await markDeadLetterQueues(tx, queue.accountId);
    await notifyChange(tx, { topic: "queue", id: queue.id, accountId: queue.accountId });
  });
}

async function forget(ctx: WorkerCtx, target: Target, queueId: string): Promise<undefined> {
  await markQueueDeleted(ctx.db, queueId);
  await notifyChange(ctx.db, { topic: "queue", id: queueId, accountId: target.account.id });
  return undefined;
}

/** One note for the whole round: open pages read their lists again. */
async function tellWarm(ctx: WorkerCtx, target: Target, due: readonly DueQueue[]): Promise<void> {
  if (due.some((queue) => queue.isDeadLetterQueue))
    await notifyChange(ctx.db, { topic: "queue", id: "*", accountId: target.account.id });
}
