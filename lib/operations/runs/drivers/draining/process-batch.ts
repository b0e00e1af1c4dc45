import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeleteResult } from "@/lib/aws/aws";
import { Conflict } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/connect";
import { claimForSending, type ItemChange, markMessagesDone, saveItems } from "@/lib/db/run-items";
import { writeStopFor } from "@/lib/db/settings";
import type { Work } from "../driver";
import type { Claimed, Effect, EffectResult } from "./effect";
import type { Ledger } from "./ledger";

/** A delete was refused: everything sent stays in the queue until it is allowed, so nothing more may be sent. */
export class DeleteDenied extends Error {}

/**
 * Intent committed → effect → outcome committed → delete → delete committed. If the process dies between any two, the
 * ledger says which message may be affected. Messages that are not *planned* any more are left alone.
 */
export async function processBatch(
  work: Work,
  ledger: Ledger,
  effect: Effect,
  batch: readonly Claimed[],
  stage: number,
): Promise<void> {
  if (batch.length === 0) return;
  const mine = await commitIntent(work, batch, stage);
  // Whoever is not planned in the database any more was ended by a person meanwhile.
  for (const { item } of batch) item.state = mine.some((one) => one.item === item) ? "sending" : "skipped";
  if (mine.length === 0) return;
  const results = await effect.perform(work, mine).catch(async (error: unknown) => {
    await takeBack(work, mine);
    throw error;
  });
  await commitOutcome(work, effect, mine, results);
  const done = mine.filter((_, index) => results[index]?.kind === "done");
  mine.forEach(({ message }, index) => {
    const group = message.system.MessageGroupId;
    if (results[index]?.kind !== "done" && group !== undefined && work.queue.isFifo) ledger.stoppedGroups.add(group);
  });
  await deleteDone(work, effect, done);
}

async function commitIntent(work: Work, batch: readonly Claimed[], stage: number): Promise<Claimed[]> {
  const nowMs = performance.now();
  const taken = await inTransaction(work.ctx.db, async (tx) => {
    const stop = await writeStopFor(tx, work.run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    return claimForSending(
      tx,
      work.lease,
      stage,
      batch.map(({ item, message, visibleUntilMs }) => ({
        itemId: item.id,
        receiptHandle: message.receiptHandle,
        visibleSeconds: Math.max(0, Math.floor((visibleUntilMs - nowMs) / 1000)),
      })),
    );
  });
  return batch.filter(({ item }) => taken.has(item.id));
}

/** Nothing was done, and we know it: the messages are planned again. */
async function takeBack(work: Work, batch: readonly Claimed[]): Promise<void> {
  await saveItems(
    work.ctx.db,
    batch.map(({ item }) => ({ itemId: item.id, state: "planned", isOpen: true })),
  );
  for (const { item } of batch) item.state = "planned";
}

async function commitOutcome(
  work: Work,
  effect: Effect,
  batch: readonly Claimed[],
  results: readonly EffectResult[],
): Promise<void> {
  const changes = batch.map(({ item }, index) => changeFor(work, effect, item.id, results[index]));
  const digest = createHash("sha256")
    .update(batch.map(({ item }) => item.messageId).join("\n"))
    .digest("hex");
  const count = (state: string) => changes.filter((change) => change.state === state).length;
  await inTransaction(work.ctx.db, async (tx) => {
    await saveItems(tx, changes);
    await appendAudit(tx, work.ctx, {
      action: "run.batch",
      objectKind: "run",
      objectId: work.run.id,
      accountId: work.run.accountId,
      region: work.run.region,
      runId: work.run.id,
      detail: {
        count: batch.length,
        sent: count("sent"),
        rejected: count("rejected"),
        ambiguous: count("ambiguous"),
        messageIdsSha256: digest,
      },
    });
  });
  batch.forEach(({ item }, index) => {
    item.state = changes[index]?.state ?? "ambiguous";
  });
}

const NO_ANSWER = "no answer to an attempt: it may arrive twice";

function changeFor(work: Work, effect: Effect, itemId: string, result: EffectResult | undefined): ItemChange {
  if (result?.kind === "done")
    return { itemId, state: "sent", isOpen: true, destinationMessageId: result.destinationMessageId };
  if (result?.kind === "rejected") return { itemId, state: "rejected", isOpen: false, reason: result.reason };
  const reason = result?.reason ?? "the answer had no result for it";
  if (effect.isRepeatable) return { itemId, state: "planned", isOpen: true };
  // FIFO: the same deduplication id makes a second attempt within minutes harmless.
  const sendsAgain = work.plan.detail.duplicates === "resend";
  return sendsAgain
    ? { itemId, state: "planned", isOpen: true, reason: `${NO_ANSWER} (${reason})` }
    : { itemId, state: "ambiguous", isOpen: false, outcome: "unknown", reason };
}

/** Deletes messages whose outcome is committed, and commits that. Also used for messages that were met again. */
export async function deleteDone(work: Work, effect: Effect, done: readonly Claimed[]): Promise<void> {
  for (let start = 0; start < done.length; start += 10) await deleteSome(work, effect, done.slice(start, start + 10));
}

async function deleteSome(work: Work, effect: Effect, done: readonly Claimed[]): Promise<void> {
  const results = await deleteInTries(work, done);
  const nowMs = performance.now();
  const isDiscard = work.run.action === "discard";
  const changes = done.map((claimed, index) => deleteChange(claimed, results[index], nowMs, isDiscard));
  const deleted = done.filter((_, index) => changes[index]?.state === "deleted");
  await inTransaction(work.ctx.db, async (tx) => {
    await saveItems(tx, changes);
    await markMessagesDone(
      tx,
      deleted.map(({ item }) => item.messageRowId),
      effect.doneState,
    );
  });
  done.forEach(({ item }, index) => {
    item.state = changes[index]?.state ?? "delete-unconfirmed";
  });
  const denied = results.find((result) => result.kind === "failed" && result.isDenied);
  if (denied?.kind === "failed") throw new DeleteDenied(denied.message);
}

const DELETE_TRIES = 3;

/** Deleting again by the same handle is harmless, so a passing failure is tried again before the message goes round. */
async function deleteInTries(work: Work, done: readonly Claimed[]): Promise<DeleteResult[]> {
  const results = new Map<Claimed, DeleteResult>();
  for (let attempt = 0; attempt < DELETE_TRIES; attempt++) {
    const open = done.filter((one) => isPassing(results.get(one)));
    if (open.length === 0) break;
    if (attempt > 0) await sleep(100 * attempt, undefined, { signal: work.signal }).catch(() => undefined);
    const handles = open.map(({ message }) => message.receiptHandle);
    const answers = await work.aws.sqs.delete(work.queue.url, handles);
    open.forEach((one, index) => {
      results.set(one, answers[index] ?? { kind: "unknown", reason: "the answer had no result for it" });
    });
  }
  return done.map((one) => results.get(one) ?? { kind: "unknown", reason: "not tried" });
}

function isPassing(result: DeleteResult | undefined): boolean {
  return result === undefined || result.kind === "unknown" || (result.kind === "failed" && !result.isDenied);
}

function deleteChange(
  { item, visibleUntilMs }: Claimed,
  result: DeleteResult | undefined,
  nowMs: number,
  isDiscard: boolean,
): ItemChange {
  // After the visibility timeout somebody else may hold a newer handle: then "deleted" proves nothing.
  if (result?.kind === "deleted" && nowMs < visibleUntilMs)
    return { itemId: item.id, state: "deleted", isOpen: false, outcome: isDiscard ? null : "unknown" };
  const why =
    result?.kind === "failed" ? `${result.code}: ${result.message}` : "not proved within the visibility timeout";
  return { itemId: item.id, state: "delete-unconfirmed", isOpen: true, reason: `sent; delete not confirmed (${why})` };
}
