import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { notifyIntent } from "@/lib/db/notify";
import { findQueue, type QueueRow, requestScan } from "@/lib/db/queues";
import { onQueue } from "../on";
import { command } from "../operation";

/** Asks for a scan, or in vault mode for a drain, which lifts its pause. Nothing has been received when this returns; the worker looks within seconds. */
export const scanQueue = command(
  "scanQueue",
  async (ctx, tx, { id, overrideReason }) => {
    const queue = await findQueue(tx, id);
    if (!queue) throw new NotFound("queue", id);
    refuse(queue, overrideReason);
    await requestScan(tx, id, ctx.now(), overrideReason ?? null);
    await appendAudit(tx, ctx, {
      action: "queue.scan-requested",
      objectKind: "queue",
      objectId: id,
      accountId: queue.accountId,
      region: queue.region,
      detail: { overrideReason: overrideReason ?? null },
    });
    await notifyIntent(tx, { topic: "scan", id, accountId: queue.accountId });
    return {};
  },
  onQueue,
);

function refuse(queue: QueueRow, overrideReason: string | undefined): void {
  if (queue.deletedAt !== null) throw new Conflict("queue-busy", "The queue was deleted.", { queueId: queue.id });
  if (queue.mode === "off")
    throw new Conflict("queue-busy", "Indexing is off for this queue: no message is read. Turn index mode on first.", {
      mode: queue.mode,
    });
  // Why it may be drained all the same was said when vault mode was turned on.
  if (overrideReason !== undefined || queue.mode === "vault") return;
  if (queue.deadLetterTargetArn !== null)
    throw new Invalid(
      "This queue has a redrive policy of its own: each look counts as a receive and may move messages on.",
      [{ field: "overrideReason", message: "say why it must be read anyway" }],
    );
  if (queue.consumers.length > 0)
    throw new Invalid("This queue has a consumer: a look would compete with it.", [
      { field: "overrideReason", message: "say why it must be read anyway" },
    ]);
}
