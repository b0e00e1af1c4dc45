import { inTransaction } from "@/lib/db/connect";
import { markDeadLetterQueues } from "@/lib/db/discovered-queues";
import { notifyChange } from "@/lib/db/notify";
import { saveConsumersFromMappings } from "@/lib/db/queue-consumers";
import { applyReadingTo } from "../selecting/apply-reading";
import type { WorkerCtx } from "../worker-context";

/** Works out which queues are dead-letter queues, and gives those that have become such the mode that the rules say. */
export async function markDeadLetters(ctx: WorkerCtx, accountId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const became = await markDeadLetterQueues(tx, accountId);
    await applyReadingTo(tx, became);
    // Before anything is read from them it must be known who else reads from them.
    await saveConsumersFromMappings(tx, { queueIds: became });
    if (became.length > 0) await notifyChange(tx, { topic: "queue", id: "*", accountId });
  });
}
