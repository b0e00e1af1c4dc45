import type { VaultFacts } from "@/lib/core/queues/vault-mode";
import type { AccountRow } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { whatNames } from "@/lib/db/may-still-drain";
import type { QueueRow } from "@/lib/db/queues";
import { secondCopyState } from "@/lib/db/second-copies";
import { writeStopFor } from "@/lib/db/settings";

/** What decides about vault mode, as it stands now. */
export async function vaultFactsOf(
  db: Sql,
  queue: QueueRow,
  account: Pick<AccountRow, "id" | "isWritable" | "isProduction" | "operateRoleArn">,
): Promise<VaultFacts> {
  const { byQueue, byOthers } = await whatNames(db, queue.id);
  return {
    isDeleted: queue.deletedAt !== null,
    isDeadLetterQueue: queue.isDeadLetterQueue && (byQueue || byOthers),
    hasOwnPolicy: queue.deadLetterTargetArn !== null,
    consumerCount: queue.consumers.length,
    capture: queue.capture,
    account,
    writesStopped: await writeStopFor(db, account.id),
    secondCopy: await secondCopyState(db),
    overrideReason: queue.vaultReason,
    singleCopyReason: queue.singleCopyReason,
    needsSecondCopy: queue.needsSecondCopy,
  };
}
