import { markBystanders } from "@/lib/core/failures/bystanders/mark-bystanders";
import { findQueueOfClass, listBatchedSources, listBatchMates, saveBystanders } from "@/lib/db/bystanders";
import { type Db, inTransaction } from "@/lib/db/connect";

/**
 * Judges anew who in a dead-letter queue was probably only dragged along by another message of its batch. To be called when
 * new messages came and when evidence was found; repeating it changes nothing. Does nothing where consumers take one message
 * at a time or say which one failed. Returns how many judgements changed.
 */
export async function judgeBystanders(db: Db, queue: { readonly id: string; readonly arn: string }): Promise<number> {
  let changedCount = 0;
  for (const { queueArn, ...batching } of await listBatchedSources(db, queue.arn)) {
    const mates = await listBatchMates(db, queue.id, queueArn);
    const reasons = markBystanders(mates, batching);
    const judged = mates.map(({ id }) => ({ id, reason: reasons.get(id) ?? null }));
    if (judged.length > 0) changedCount += await inTransaction(db, (tx) => saveBystanders(tx, judged));
  }
  return changedCount;
}

/** The same for the queue of a class beside whose messages something was found. */
export async function judgeBystandersOfClass(db: Db, classId: string): Promise<number> {
  const queue = await findQueueOfClass(db, classId);
  return queue ? judgeBystanders(db, queue) : 0;
}
