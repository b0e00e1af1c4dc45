import type { AwsSession, QueueAttributes } from "@/lib/aws/aws";
import { redrivePolicyFrom } from "@/lib/core/queues/queue";
import { isSecondCopyNeeded, refusalsOfVault } from "@/lib/core/queues/vault-mode";
import type { AccountRow } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { mayStillDrain } from "@/lib/db/may-still-drain";
import type { QueueRow } from "@/lib/db/queues";
import { isOtherDatabase } from "@/lib/db/restored";
import { writeStopFor } from "@/lib/db/settings";
import { reasonNotToRead } from "../collecting/scan-queue";
import type { WorkerCtx } from "../worker-context";
import { DrainStop } from "./drain-stop";
import type { Draining } from "./draining";
import { isStillNamed } from "./still-named";
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
  if (await isOtherDatabase(ctx.db))
    throw new DrainStop(
      "This database came out of a backup, or failed over, while this worker ran.",
      "Start the workers anew: the first interrupts what was open, pauses drains and says what to look for.",
    );
  const no = await reasonNotToRead(queue, queue.vaultReason, readSession);
  if (no) throw new DrainStop(`Not drained: ${no}.`);
  if (!(await isStillNamed(ctx.db, queue, readSession)))
    throw new DrainStop(`Not drained: no queue names ${queue.name} as its dead-letter target any more.`);
}

/** What was opted in is this very queue: not one made anew under its name, nor one that gives up into another by now. */
export function refuseAnother(queue: QueueRow, seen: QueueAttributes): void {
  if (seen.createdAt.getTime() !== new Date(queue.awsCreatedAt).getTime())
    throw waiting(`Not drained: ${queue.name} was deleted and made anew; for the new one nobody chose vault mode.`);
  if (queue.vaultReason === null && redrivePolicyFrom(seen.settings.RedrivePolicy) !== undefined)
    throw new DrainStop(`Not drained: ${queue.name} has a redrive policy of its own by now.`);
}

/** The same in short, before each commit and each delete: what a person stopped stops within a batch. */
export async function refuseStopped(db: Sql, { queue, needsSecondCopy }: Draining): Promise<void> {
  const stop = await writeStopFor(db, queue.accountId);
  if (stop) throw waiting(`All writes are stopped by ${stop.by}.`, "Somebody who may must allow them again.");
  if (!(await mayStillDrain(db, queue.id, needsSecondCopy)))
    throw waiting("Vault mode was turned off, or what it stands on has changed meanwhile.");
}

function waiting(reason: string, fix: string | null = null): DrainStop {
  return new DrainStop(reason, fix, false, true);
}
