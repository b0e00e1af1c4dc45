import { NotFound } from "@/lib/core/errors";
import { queueFactsFrom } from "@/lib/core/queues/queue";
import { inTransaction } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import {
  insertQueue,
  listLivingQueues,
  markDeadLetterQueues,
  markQueueDeleted,
  type QueueRow,
  saveConsumers,
} from "@/lib/db/queues";
import type { WorkerCtx } from "../worker-context";
import { inBatches, whereverPossible } from "./in-batches";
import { looking, sessionFor, type Target } from "./target";

/**
 * Finds the queues of one Region and who dead-letters into whom. Queues met for the first time are read with their tags;
 * known ones are kept fresh by the depth poller. A queue that is no longer listed and no longer answers is marked deleted.
 */
export async function discoverQueues(ctx: WorkerCtx, target: Target): Promise<void> {
  await looking(ctx, target, "discover", async () => {
    const { sqs } = sessionFor(ctx, target, "read", "discover");
    const urls = new Set(await sqs.listQueueUrls());
    const known = await listLivingQueues(ctx.db, target.account.id, target.region);
    const knownUrls = new Set(known.map((queue) => queue.url));
    await whereverPossible(
      [...urls].filter((url) => !knownUrls.has(url)),
      8,
      (url) => addQueue(ctx, target, url),
    );
    await inBatches(
      known.filter((queue) => !urls.has(queue.url)),
      8,
      (queue) => confirmDeleted(ctx, target, queue),
    );
    await markDeadLetterQueues(ctx.db, target.account.id);
    await readConsumers(ctx, target);
  });
}

/** Reads one queue by its URL and adds it to the inventory; gone meanwhile is fine. */
export async function addQueue(ctx: WorkerCtx, target: Target, url: string): Promise<void> {
  const { sqs } = sessionFor(ctx, target, "read", "discover");
  try {
    const attributes = await sqs.attributes(url);
    const facts = queueFactsFrom({ ...attributes, url });
    const tags = await sqs.tags(url);
    const id = ctx.newId("queue");
    const isNew = await inTransaction(ctx.db, (tx) =>
      insertQueue(tx, { id, accountId: target.account.id, region: target.region, facts, tags, capture: "whole" }),
    );
    if (isNew) await notifyChange(ctx.db, { topic: "queue", id, accountId: target.account.id });
  } catch (error) {
    // Short-lived queues vanish between listing and reading.
    if (!(error instanceof NotFound)) throw error;
  }
}

async function confirmDeleted(ctx: WorkerCtx, target: Target, queue: QueueRow): Promise<void> {
  const { sqs } = sessionFor(ctx, target, "read", "discover");
  try {
    await sqs.attributes(queue.url);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    await markQueueDeleted(ctx.db, queue.id);
    await notifyChange(ctx.db, { topic: "queue", id: queue.id, accountId: queue.accountId });
  }
}

async function readConsumers(ctx: WorkerCtx, target: Target): Promise<void> {
  const queues = await listLivingQueues(ctx.db, target.account.id, target.region);
  const { lambda } = sessionFor(ctx, target, "read", "discover");
  await inBatches(
    queues.filter((queue) => queue.isDeadLetterQueue),
    4,
    async (queue) => {
      try {
        await saveConsumers(ctx.db, queue.id, await lambda.consumersOf(queue.arn), queue.tags);
      } catch (error) {
        // Consumers are an extra: without lambda:ListEventSourceMappings the rest of the inventory still counts.
        ctx.log.warn({ queue: queue.arn, error: String(error) }, "consumers of a dead-letter queue could not be read");
      }
    },
  );
}
