import type { Draining } from "./draining";
import type { Claimed, Grip } from "./effect";
import { processBatch } from "./process-batch";
import type { Catch } from "./receive-once";

/**
 * Sends what one receive brought, batch after batch in the order in which it came, and gives back what was not sent. Hands
 * each batch that was done to `remove` and goes on without waiting for it.
 */
export async function workOff(
  drain: Draining,
  { claimed }: Catch,
  remove: (done: readonly Grip[]) => void,
  isStopped: () => boolean,
): Promise<void> {
  let waiting: readonly Claimed[] = claimed;
  try {
    while (waiting.length > 0 && !isStopped()) {
      const batch = nextBatch(drain, waiting);
      if (batch.length === 0) break;
      remove(await processBatch(drain, batch));
      const unsent = new Set(batch.filter(({ item }) => item.state === "planned").map(groupOf));
      waiting = waiting.filter((one) => !batch.includes(one) && !isBlocked(drain, one, unsent));
    }
  } finally {
    await giveBack(drain, claimed);
  }
}

function nextBatch({ effect, pace }: Draining, waiting: readonly Claimed[]): Claimed[] {
  return effect.batches(waiting.slice(0, pace.batchSize))[0] ?? [];
}

/** Behind a message of its FIFO group that is still to be sent, or never will be. */
function isBlocked({ work, ledger }: Draining, claimed: Claimed, unsent: ReadonlySet<string>): boolean {
  if (!work.queue.isFifo) return false;
  return unsent.has(groupOf(claimed)) || ledger.stoppedGroups.has(groupOf(claimed));
}

function groupOf({ item, message }: Claimed): string {
  return item.groupId ?? message.system.MessageGroupId ?? "";
}

/** What is planned goes back into the queue at once; what ended without being sent stays hidden until the pass is over. */
async function giveBack({ work, ledger, hands, held }: Draining, claimed: readonly Claimed[]): Promise<void> {
  const planned: Grip[] = [];
  for (const { item, message, grip } of claimed) {
    if (item.state === "sent" || item.state === "deleted" || item.state === "delete-unconfirmed") continue;
    if (item.state === "planned") {
      ledger.release(item);
      planned.push(grip);
    } else held.add(message.messageId, grip.receiptHandle);
    hands.drop(grip);
  }
  if (planned.length === 0) return;
  await work.aws.sqs.release(
    work.queue.url,
    planned.map(({ receiptHandle }) => receiptHandle),
  );
}
