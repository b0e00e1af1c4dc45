import { setTimeout as sleep } from "node:timers/promises";
import type { DeleteResult } from "@/lib/aws/aws";
import { type ItemChange, keepHandles } from "@/lib/db/run-items";
import type { Draining } from "./draining";
import type { Grip } from "./effect";
import { handleOf } from "./hands";

/** A delete was refused: everything sent stays in the queue until it is allowed, so nothing more may be sent. */
export class DeleteDenied extends Error {}

const BATCH = 10;
const DELETE_TRIES = 3;

/**
 * Deletes messages whose outcome is committed, and commits that. Also for messages that were met again. Throws when one is
 * denied.
 */
export async function removeDone(drain: Draining, done: readonly Grip[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(done.length / BATCH) }, (_, index) =>
    done.slice(index * BATCH, (index + 1) * BATCH),
  );
  const ends = await Promise.allSettled(batches.map((batch) => removeSome(drain, batch)));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

async function removeSome(drain: Draining, done: readonly Grip[]): Promise<void> {
  const { ledger, journal, hands } = drain;
  const results = await deleteInTries(drain, done);
  const nowMs = performance.now();
  const changes = done.map((grip, index) => changeFor(drain, grip, results[index], nowMs));
  const deleted = done.filter((_, index) => changes[index]?.state === "deleted");
  const saved = await journal.record({ changes, doneRowIds: deleted.map(({ item }) => item.messageRowId) });
  await keepHandles(drain.work.ctx.db, done.filter((grip) => !deleted.includes(grip)).map(handleOf));
  done.forEach((grip, index) => {
    const state = changes[index]?.state ?? "delete-unconfirmed";
    if (grip.item.state !== "deleted" || (state !== "deleted" && saved.has(grip.item.id)))
      ledger.move(grip.item, state);
    hands.drop(grip);
  });
  const denied = results.find((result) => result.kind === "failed" && result.isDenied);
  if (denied?.kind === "failed") throw new DeleteDenied(denied.message);
}

/** Deleting again by the same handle is harmless, so a passing failure is tried again before the message goes round. */
async function deleteInTries(drain: Draining, done: readonly Grip[]): Promise<DeleteResult[]> {
  const { work, breaker, timing } = drain;
  const results = new Map<Grip, DeleteResult>();
  const used = new Map<Grip, string>();
  // A message that was handed out a second time meanwhile is only deleted by the newer handle.
  const isOpen = (one: Grip) => isPassing(results.get(one)) || used.get(one) !== one.receiptHandle;
  for (let attempt = 0; attempt < DELETE_TRIES; attempt++) {
    const open = done.filter(isOpen);
    if (open.length === 0) break;
    if (attempt > 0) await sleep(timing.deleteAgainMs * attempt);
    await breaker.pass(work.signal);
    for (const one of open) used.set(one, one.receiptHandle);
    const handles = open.map(({ receiptHandle }) => receiptHandle);
    const answers = await work.aws.sqs.delete(work.queue.url, handles);
    open.forEach((one, index) => {
      results.set(one, answers[index] ?? { kind: "unknown", reason: "the answer had no result for it" });
    });
    if (answers.some(({ kind }) => kind === "deleted")) breaker.succeeded();
    else if (answers.every(isPassing)) breaker.failed();
  }
  return done.map((one) => results.get(one) ?? { kind: "unknown", reason: "not tried" });
}

function isPassing(result: DeleteResult | undefined): boolean {
  return result === undefined || result.kind === "unknown" || (result.kind === "failed" && !result.isDenied);
}

function changeFor(
  { work }: Draining,
  { item, visibleUntilMs }: Grip,
  result: DeleteResult | undefined,
  nowMs: number,
): ItemChange {
  // After the visibility timeout somebody else may hold a newer handle: then "deleted" proves nothing.
  if (result?.kind === "deleted" && nowMs < visibleUntilMs) {
    const outcome = work.run.action === "discard" ? null : "unknown";
    return { itemId: item.id, state: "deleted", isOpen: false, outcome };
  }
  const why =
    result?.kind === "failed" ? `${result.code}: ${result.message}` : "not proved within the visibility timeout";
  const reason = `sent; delete not confirmed (${why})`;
  const isMetAgain = item.state === "deleted";
  return { itemId: item.id, state: "delete-unconfirmed", isOpen: true, isMetAgain, reason };
}
