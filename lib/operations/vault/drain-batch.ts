import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeleteResult, ReceivedMessage } from "@/lib/aws/aws";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/connect";
import { saveDeletes } from "@/lib/db/drains";
import { fence } from "@/lib/db/leases";
import { DrainStop } from "./drain-stop";
import type { Draining } from "./draining";
import { type Kept, keepWhole } from "./keep-whole";
import { makeSecondCopies } from "./make-second-copies";
import { refuseStopped } from "./reason-not-to-drain";

const DELETE_TRIES = 3;

export interface BatchEnd {
  readonly newCount: number;
  readonly drainedCount: number;
  /** Messages that stay in the queue for now: to be given back. */
  readonly left: readonly ReceivedMessage[];
}

/**
 * Takes one batch out of the queue: committed and proved → second copy proved and noted, where one is needed → deleted →
 * the deletes noted. If the process dies between any two, the messages reappear, are recognised, and only what is missing
 * is done. A denied delete is noted and ends the drain.
 */
export async function drainBatch(
  work: Draining,
  received: readonly ReceivedMessage[],
  visibleUntilMs: number,
): Promise<BatchEnd> {
  const { kept, left, newCount } = await keepWhole(work, received);
  if (work.needsSecondCopy)
    await makeSecondCopies(
      work,
      kept.flatMap((one) => (one.hasSecondCopy ? [] : [one.vaultItemId])),
    );
  // Copying may have taken long: whoever holds the lease by now, a run perhaps, may have other plans for these.
  await fence(work.ctx.db, work.lease);
  await refuseStopped(work.ctx.db, work);
  const results = await deleteInTries(work, kept);
  const nowMs = performance.now();
  const errors = results.map((result) => errorOf(result, nowMs < visibleUntilMs));
  const drainedCount = await noteDeletes(work, kept, errors);
  const denied = results.find((result) => result.kind === "failed" && result.isDenied);
  if (denied?.kind === "failed") throw deleteDenied(work, denied.message);
  return {
    newCount,
    drainedCount,
    left: [
      ...left.map(({ message }) => message),
      ...kept.flatMap(({ message }, index) => (errors[index] === null ? [] : [message])),
    ],
  };
}

/** Deleting again by the same handle is harmless, so a passing failure is tried again before the message goes round. */
async function deleteInTries(work: Draining, kept: readonly Kept[]): Promise<DeleteResult[]> {
  const { sqs, queue, signal } = work;
  const results = new Map<Kept, DeleteResult>();
  for (let attempt = 0; attempt < DELETE_TRIES; attempt++) {
    const open = kept.filter((one) => isPassing(results.get(one)));
    if (open.length === 0) break;
    if (attempt > 0) await sleep(100 * attempt, undefined, { signal }).catch(() => undefined);
    // What was deleted until now is still to be noted, so this ends the tries and nothing else.
    const isStopped = attempt > 0 && (await refuseStopped(work.ctx.db, work).then(Boolean, () => true));
    if (isStopped) break;
    const answers = await sqs.delete(
      queue.url,
      open.map(({ message }) => message.receiptHandle),
    );
    open.forEach((one, index) => {
      results.set(one, answers[index] ?? { kind: "unknown", reason: "the answer had no result for it" });
    });
  }
  return kept.map((one) => results.get(one) ?? { kind: "unknown", reason: "not tried" });
}

function isPassing(result: DeleteResult | undefined): boolean {
  return result === undefined || result.kind === "unknown" || (result.kind === "failed" && !result.isDenied);
}

/** Null when the delete is proved. After the visibility timeout a newer handle may exist: then "deleted" proves nothing. */
function errorOf(result: DeleteResult, isOurs: boolean): string | null {
  if (result.kind === "deleted") return isOurs ? null : "not proved within the visibility timeout";
  return result.kind === "failed" ? `${result.code}: ${result.message}` : `no answer: ${result.reason}`;
}

/** Returns how many were proved deleted for the first time. */
async function noteDeletes(work: Draining, kept: readonly Kept[], errors: readonly (string | null)[]): Promise<number> {
  if (kept.length === 0) return 0;
  const { ctx, queue, needsSecondCopy } = work;
  const deleted = kept.filter((_, index) => errors[index] === null);
  return inTransaction(ctx.db, async (tx) => {
    const firstCount = await saveDeletes(
      tx,
      kept.map(({ vaultItemId }, index) => ({ vaultItemId, error: errors[index] ?? null })),
    );
    await appendAudit(tx, ctx, {
      action: "queue.drained",
      objectKind: "queue",
      objectId: queue.id,
      accountId: queue.accountId,
      region: queue.region,
      detail: {
        count: deleted.length,
        undeletedCount: kept.length - deleted.length,
        keptBeforeCount: kept.filter((one) => one.wasKept).length,
        hasSecondCopy: needsSecondCopy,
        messageIdsSha256: digestOf(deleted),
      },
    });
    return firstCount;
  });
}

function digestOf(deleted: readonly Kept[]): string {
  const ids = deleted.map(({ message }) => message.messageId);
  return createHash("sha256").update(ids.join("\n")).digest("hex");
}

function deleteDenied({ queue, account }: Draining, message: string): DrainStop {
  return new DrainStop(
    `Deleting from ${queue.name} was denied: ${message} What was received is in the vault and stays in the queue as well.`,
    `Allow sqs:DeleteMessage on ${queue.arn} in a policy of the operate role ${account.operateRoleArn ?? ""}, look for a deny in the queue policy or a service control policy, and try again.`,
    true,
  );
}
