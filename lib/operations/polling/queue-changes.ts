import { insertChanges, type NewChange } from "@/lib/db/config-changes";
import { inTransaction } from "@/lib/db/connect";
import { markQueuesDeleted } from "@/lib/db/discovered-queues";
import { notifyChange } from "@/lib/db/notify";
import type { WorkerCtx } from "../worker-context";

interface ChangedQueue {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
}

/** Marks queues as deleted, with a dated change of each that was still there at the look before. */
export async function noteQueuesDeleted(
  ctx: WorkerCtx,
  gone: readonly ChangedQueue[],
  since: Date | null,
): Promise<void> {
  if (gone.length === 0) return;
  const at = ctx.now();
  const ids = gone.map((queue) => queue.id);
  await inTransaction(ctx.db, async (tx) => {
    const deletedIds = new Set(await markQueuesDeleted(tx, ids));
    const deleted = gone.filter((queue) => deletedIds.has(queue.id));
    await insertChanges(
      tx,
      deleted.map((queue) => ownChange(ctx, queue, "deleted", at, since)),
    );
    for (const { accountId } of deleted.slice(0, 1)) await notifyChange(tx, { topic: "queue", id: "*", accountId });
  });
}

/** That a queue itself came or went. */
export function ownChange(
  ctx: WorkerCtx,
  queue: ChangedQueue,
  field: "created" | "deleted",
  at: Date,
  since: Date | null,
): NewChange {
  const { id: queueId, accountId, region, arn } = queue;
  const nothing = { before: null, after: null };
  return { id: ctx.newId("change"), accountId, region, queueId, arn, kind: "queue", at, since, field, ...nothing };
}
