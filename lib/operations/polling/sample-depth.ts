import type { QueueAttributes } from "@/lib/aws/aws";
import { DloError, NotFound } from "@/lib/core/errors";
import { nextSampleSeconds } from "@/lib/core/queues/cadence";
import { queueFactsFrom, settingChanges } from "@/lib/core/queues/queue";
import { judgeWhereCountersMoved } from "@/lib/db/alert-news";
import { insertChanges } from "@/lib/db/config-changes";
import { inTransaction } from "@/lib/db/connect";
import { saveFacts } from "@/lib/db/discovered-queues";
import { retimeMessages } from "@/lib/db/losses";
import { notifyChange } from "@/lib/db/notify";
import { findQueue, type QueueRow } from "@/lib/db/queues";
import { type DueQueue, insertSamples, listDue, noteSampleError, type Sample } from "@/lib/db/samples";
import type { WorkerCtx } from "../worker-context";
import { whereverPossible } from "./in-batches";
import { markDeadLetters } from "./mark-dead-letters";
import { noting } from "./noting";
import { type Patience, readPatience } from "./patience";
import { noteQueuesDeleted } from "./queue-changes";
import { readNewQueues } from "./read-new-queues";
import { looking, sessionFor, type Target } from "./target";

const MOST_QUEUES_A_ROUND = 500;

/**
 * Reads the counters of every queue that is due, dead-letter queues first, and keeps them as samples. The same answer
 * shows changed settings and queues that were deleted or created again. One queue that fails keeps its last counters.
 */
export async function sampleDepth(ctx: WorkerCtx, target: Target): Promise<void> {
  if (target.account.polling === "listing") return;
  const due = await listDue(ctx.db, target.account.id, target.region, MOST_QUEUES_A_ROUND);
  if (due.length === 0) return;
  const waiting = await readPatience(ctx, due);
  const samples: Sample[] = [];
  const keep = () => insertSamples(ctx.db, samples.splice(0));
  try {
    const sample = async (queue: DueQueue) => {
      const seen = await sampleQueue(ctx, target, queue, waiting);
      if (seen) samples.push(seen);
      if (samples.length >= 100) await keep();
    };
    await looking(ctx, target, "depth", () => noting(ctx, target, "depth", () => whereverPossible(due, 8, sample)));
  } finally {
    await keep();
    await tellWarm(ctx, target, due);
  }
}

async function sampleQueue(
  ctx: WorkerCtx,
  target: Target,
  due: DueQueue,
  { slowdown, urgentIds }: Patience,
): Promise<Sample | undefined> {
  const isUrgent = urgentIds.has(due.queueId);
  const { sqs } = sessionFor(ctx, target, "read", isUrgent ? "guard" : "depth");
  try {
    const seen = await sqs.attributes(due.url);
    const isSame = await takeOver(ctx, target, due, seen);
    if (!isSame) return undefined;
    const at = ctx.now();
    const { visible, inFlight, delayed } = seen;
    const ownSeconds = nextSampleSeconds({
      isDeadLetterQueue: due.isDeadLetterQueue,
      visible,
      inFlight,
      delayed,
      changedAt: due.changedAt,
      now: at,
    });
    const nextSeconds = isUrgent ? ownSeconds : Math.round(ownSeconds * slowdown);
    return { queueId: due.queueId, accountId: target.account.id, at, visible, inFlight, delayed, nextSeconds };
  } catch (error) {
    if (error instanceof NotFound) return void (await forget(ctx, target, due));
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
    await forget(ctx, target, due);
    await readNewQueues(ctx, target, [{ url: due.url, tags: null, isNew: true }], dateOf(due.sampledAt));
    await markDeadLetters(ctx, target.account.id);
    return false;
  }
  const changes = settingChanges(known.settings, facts.settings);
  if (changes.length > 0) await keepChanges(ctx, known, facts, changes, dateOf(due.sampledAt));
  return true;
}

async function keepChanges(
  ctx: WorkerCtx,
  queue: QueueRow,
  facts: ReturnType<typeof queueFactsFrom>,
  changes: ReturnType<typeof settingChanges>,
  since: Date | null,
) {
  const { id: queueId, accountId, region, arn } = queue;
  const at = ctx.now();
  await inTransaction(ctx.db, async (tx) => {
    await saveFacts(tx, queueId, facts);
    if (changes.some((change) => change.field === "MessageRetentionPeriod")) await retimeMessages(tx, queueId);
    await insertChanges(
      tx,
      changes.map((change) => ({
        ...change,
        ...{ id: ctx.newId("change"), accountId, region, queueId, arn, kind: "queue" as const, at, since },
      })),
    );
    await notifyChange(tx, { topic: "queue", id: queueId, accountId });
  });
  if (changes.some((change) => change.field === "RedrivePolicy")) await markDeadLetters(ctx, accountId);
}

function forget(ctx: WorkerCtx, { account, region }: Target, due: DueQueue): Promise<void> {
  const gone = { id: due.queueId, arn: due.arn, accountId: account.id, region };
  return noteQueuesDeleted(ctx, [gone], dateOf(due.sampledAt));
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

/** One note for the whole round: open pages read their lists again, and what moved is judged at once. */
async function tellWarm(ctx: WorkerCtx, target: Target, due: readonly DueQueue[]): Promise<void> {
  const deadLetterQueues = due.filter((queue) => queue.isDeadLetterQueue);
  if (deadLetterQueues.length === 0) return;
  await notifyChange(ctx.db, { topic: "queue", id: "*", accountId: target.account.id });
  await judgeWhereCountersMoved(ctx.db, deadLetterQueues);
}
