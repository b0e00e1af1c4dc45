import type { AwsSession } from "@/lib/aws/aws";
import { isSecondCopyNeeded, refusalsOfVault } from "@/lib/core/queues/vault-mode";
import type { AccountRow } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { mayStillDrain } from "@/lib/db/drains";
import type { QueueRow } from "@/lib/db/queues";
import { writeStopFor } from "@/lib/db/settings";
import { reasonNotToRead } from "../collecting/scan-queue";
import type { WorkerCtx } from "../worker-context";
import { DrainStop } from "./drain-stop";
import { vaultFactsOf } from "./vault-facts";

/**
 * The worker's own look before it takes anything: the web process that wrote the wish is not believed. Throws DrainStop
 * with what stands against it.
 */
export async function refuseUnlessDrainable(
  ctx: WorkerCtx,
  queue: QueueRow,
  account: AccountRow,
  readSession: AwsSession,
): Promise<void> {
  if (queue.mode !== "vault") throw waiting("Vault mode is off for this queue.");
  const facts = await vaultFactsOf(ctx.db, queue, account);
  const [refusal] = refusalsOfVault(facts);
  if (refusal) throw waiting(`Not drained: ${refusal.message}.`);
  if (isSecondCopyNeeded(facts) && !ctx.aws.secondCopies)
    throw new DrainStop(
      "This worker has no bucket for second copies, although another had one.",
      "Give every worker the same DLO_SECOND_COPY_BUCKET and DLO_SECOND_COPY_REGION.",
    );
  const no = await reasonNotToRead(queue, queue.vaultReason, readSession);
  if (no) throw new DrainStop(`Not drained: ${no}.`);
}

/** The same in short, before each commit and each delete: what a person stopped stops within a batch. */
export async function refuseStopped(db: Sql, queue: QueueRow): Promise<void> {
  const stop = await writeStopFor(db, queue.accountId);
  if (stop) throw waiting(`All writes are stopped by ${stop.by}.`, "Somebody who may must allow them again.");
  if (!(await mayStillDrain(db, queue.id)))
    throw waiting("Vault mode was turned off, or the account is read-only now.");
}

function waiting(reason: string, fix: string | null = null): DrainStop {
  return new DrainStop(reason, fix, false, true);
}
