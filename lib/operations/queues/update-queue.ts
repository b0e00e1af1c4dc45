import { Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { notifyChange } from "@/lib/db/notify";
import { findQueue, setQueueMode } from "@/lib/db/queues";
import { onQueue } from "../on";
import { command } from "../operation";
import { readQueue } from "./get-queue";

/** Changes a dead-letter queue's mode or capture level. Index mode means that messages will be received and given back. */
export const updateQueue = command(
  "updateQueue",
  async (ctx, tx, { id, mode, capture }) => {
    const before = await findQueue(tx, id);
    if (!before) throw new NotFound("queue", id);
    if (mode === "index" && !before.isDeadLetterQueue)
      throw new Invalid("Only dead-letter queues can be indexed: we never receive from a live queue.", [
        { field: "mode", message: "no queue names this one as its dead-letter target" },
      ]);
    const after = { mode: mode ?? before.mode, capture: capture ?? before.capture };
    await setQueueMode(tx, id, after.mode, after.capture);
    await appendAudit(tx, ctx, {
      action: "queue.updated",
      objectKind: "queue",
      objectId: id,
      accountId: before.accountId,
      region: before.region,
      detail: { before: { mode: before.mode, capture: before.capture }, after },
    });
    await notifyChange(tx, { topic: "queue", id, accountId: before.accountId });
    return readQueue(ctx, tx, id);
  },
  onQueue,
);
