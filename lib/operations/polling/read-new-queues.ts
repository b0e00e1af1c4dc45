import { DloError, NotFound } from "@/lib/core/errors";
import { queueFactsFrom } from "@/lib/core/queues/queue";
import { insertChanges } from "@/lib/db/config-changes";
import { inTransaction } from "@/lib/db/connect";
import { insertQueues, type NewQueue } from "@/lib/db/discovered-queues";
import { retimeMessages } from "@/lib/db/losses";
import { notifyChange } from "@/lib/db/notify";
import type { WorkerCtx } from "../worker-context";
import { whereverPossible } from "./in-batches";
import { ownChange } from "./queue-changes";
import { sessionFor, type Target } from "./target";

const WIDTH = 8;
/** Queues are kept as soon as this many were read: a first look at thousands shows something early. */
const KEPT_TOGETHER = 200;

export interface UnreadQueue {
  readonly url: string;
  readonly tags: Readonly<Record<string, string>> | null;
  /** It was not there at the look before; one that was only not looked at is no new queue. */
  readonly isNew: boolean;
}

/**
 * Reads queues that are met for the first time and adds them. `since` is the look before; null at the first look of all,
 * when nobody can say that anything is new. One that vanished meanwhile is fine.
 */
export async function readNewQueues(
  ctx: WorkerCtx,
  target: Target,
  listed: readonly UnreadQueue[],
  since: Date | null,
): Promise<void> {
  const read: ReadQueue[] = [];
  const keep = () => keepQueues(ctx, target, read.splice(0), since);
  try {
    await whereverPossible(listed, WIDTH, async (queue) => {
      const found = await readQueue(ctx, target, queue);
      if (found) read.push(found);
      if (read.length >= KEPT_TOGETHER) await keep();
    });
  } finally {
    await keep();
  }
}

type ReadQueue = NewQueue & Pick<UnreadQueue, "isNew">;

async function readQueue(
  ctx: WorkerCtx,
  target: Target,
  { url, tags: known, isNew }: UnreadQueue,
): Promise<ReadQueue | undefined> {
  const { sqs } = sessionFor(ctx, target, "read", "discover");
  try {
    const [attributes, tags] = await Promise.all([sqs.attributes(url), known ?? sqs.tags(url).catch(noTagsIfDenied)]);
    return { id: ctx.newId("queue"), facts: queueFactsFrom({ ...attributes, url }), tags, isNew };
  } catch (error) {
    // Short-lived queues vanish between listing and reading.
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Tags are an extra: without sqs:ListQueueTags a queue still counts. */
function noTagsIfDenied(error: unknown): Record<string, string> {
  if (error instanceof DloError && error.code === "aws-denied") return {};
  throw error;
}

async function keepQueues(
  ctx: WorkerCtx,
  target: Target,
  read: readonly ReadQueue[],
  since: Date | null,
): Promise<void> {
  if (read.length === 0) return;
  const place = { accountId: target.account.id, region: target.region };
  const newArns = new Set(read.filter((queue) => queue.isNew).map((queue) => queue.facts.arn));
  await inTransaction(ctx.db, async (tx) => {
    const added = await insertQueues(tx, place, read, "whole");
    // One that is back, after its account was away, may keep its messages for another time than before.
    await retimeMessages(tx, ...added.map((queue) => queue.id));
    const created = since === null ? [] : added.filter((queue) => newArns.has(queue.arn));
    await insertChanges(
      tx,
      created.map((queue) => ownChange(ctx, { ...queue, ...place }, "created", ctx.now(), since)),
    );
    if (added.length > 0) await notifyChange(tx, { topic: "queue", id: "*", accountId: target.account.id });
  });
}
