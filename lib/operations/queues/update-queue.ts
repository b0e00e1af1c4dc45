import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { mayOn } from "@/lib/core/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/core/errors";
import { lostByCapture } from "@/lib/core/privacy/kinds";
import { refusalsOfVault } from "@/lib/core/queues/vault-mode";
import { findAccount } from "@/lib/db/accounts";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { findQueue, type QueueRow, requestScan, setQueueMode, setVaultTerms, type VaultTerms } from "@/lib/db/queues";
import type { Ctx } from "../context";
import { onQueue } from "../on";
import { command, type ParsedInput } from "../operation";
import { askForRemask } from "../privacy/remask-progress";
import { startErasure } from "../privacy/start-erasure";
import { vaultFactsOf } from "../vault/vault-facts";
import { readQueue } from "./get-queue";

type Input = ParsedInput<"updateQueue">;

/**
 * Changes a dead-letter queue's mode or capture level. Index mode means that messages will be received and given back;
 * vault mode, that they are received, kept and deleted. Nothing has reached AWS when this returns.
 */
export const updateQueue = command(
  "updateQueue",
  async (ctx, tx, input) => {
    const { id } = input;
    const before = await findQueue(tx, id);
    if (!before) throw new NotFound("queue", id);
    const after = { mode: input.mode ?? before.mode, capture: input.capture ?? before.capture };
    if (after.mode === "index" && !before.isDeadLetterQueue)
      throw new Invalid("Only dead-letter queues can be indexed: we never receive from a live queue.", [
        { field: "mode", message: "no queue names this one as its dead-letter target" },
      ]);
    refuseStrayTerms(input, after.mode);
    const terms = after.mode === "vault" ? termsOf(input, before) : NO_TERMS;
    if (after.mode === "vault") await refuseUnsafe(tx, { ...before, ...after, ...terms });
    await setQueueMode(tx, id, after.mode, after.capture);
    await setVaultTerms(tx, id, terms);
    await appendAudit(tx, ctx, {
      action: "queue.updated",
      objectKind: "queue",
      objectId: id,
      accountId: before.accountId,
      region: before.region,
      detail: { before: settingsOf(before), after: settingsOf({ ...before, ...after, ...terms }) },
    });
    await eraseLost(ctx, tx, before, after.capture, input.keepsOld ?? false);
    if (after.capture === "masked" && before.capture === "whole") await askForRemask(tx);
    if (after.mode === "vault" && before.mode !== "vault") await askForDrain(tx, before, ctx.now());
    await notifyChange(tx, { topic: "queue", id, accountId: before.accountId });
    return readQueue(ctx, tx, id);
  },
  onQueue,
);

/** What the new level does not keep goes from what was captured before too, unless somebody wants to keep it. */
async function eraseLost(ctx: Ctx, tx: Tx, queue: QueueRow, capture: QueueRow["capture"], keepsOld: boolean) {
  const kinds = keepsOld ? [] : lostByCapture(queue.capture, capture);
  if (kinds.length === 0) return;
  if (!mayOn(ctx.actor, "messages.erase", queue.accountId, queue.arn))
    throw new Forbidden(
      "forbidden",
      `Lowering the level erases what was captured before, and you may not ${CAPABILITIES["messages.erase"]}. Send keepsOld: true to keep it.`,
      { capability: "messages.erase" },
    );
  await startErasure(ctx, tx, {
    origin: "capture-lowered",
    accountId: queue.accountId,
    selector: { kind: "queue", queueId: queue.id },
    kinds,
    reason: `capture level lowered from ${queue.capture} to ${capture}`,
  });
}

const NO_TERMS: VaultTerms = { vaultReason: null, singleCopyReason: null, needsSecondCopy: false };

/** What a person says now; of what they leave out, what was said when vault mode was turned on. */
function termsOf(input: Input, before: QueueRow): VaultTerms {
  const kept = before.mode === "vault" ? before : NO_TERMS;
  const singleCopyReason =
    input.acceptsSingleCopy === undefined
      ? kept.singleCopyReason
      : input.acceptsSingleCopy
        ? (input.singleCopyReason ?? null)
        : null;
  return {
    vaultReason: input.overrideReason ?? kept.vaultReason,
    singleCopyReason,
    needsSecondCopy: input.requiresSecondCopy ?? kept.needsSecondCopy,
  };
}

function refuseStrayTerms(input: Input, mode: QueueRow["mode"]): void {
  const named = (["requiresSecondCopy", "acceptsSingleCopy", "singleCopyReason", "overrideReason"] as const).filter(
    (field) => input[field] !== undefined,
  );
  if (mode !== "vault" && named.length > 0)
    throw new Invalid(
      "These terms belong to vault mode.",
      named.map((field) => ({ field, message: "only with vault mode" })),
    );
  if (input.acceptsSingleCopy && input.singleCopyReason === undefined)
    throw new Invalid("A single copy is accepted only with a reason.", [
      { field: "singleCopyReason", message: "say why one copy is enough" },
    ]);
  if (input.acceptsSingleCopy && input.requiresSecondCopy)
    throw new Invalid("A second copy cannot be required and waived at once.", [
      { field: "acceptsSingleCopy", message: "contradicts requiresSecondCopy" },
    ]);
}

async function refuseUnsafe(tx: Tx, queue: QueueRow): Promise<void> {
  const account = await findAccount(tx, queue.accountId);
  if (!account) throw new NotFound("account", queue.accountId);
  const refusals = refusalsOfVault(await vaultFactsOf(tx, queue, account));
  if (refusals[0]) throw new Invalid(`This queue cannot be drained: ${refusals[0].message}.`, refusals);
}

/** A request lifts a pause that an earlier drain left. */
async function askForDrain(tx: Tx, queue: QueueRow, at: Date): Promise<void> {
  await requestScan(tx, queue.id, at, null);
  await notifyIntent(tx, { topic: "scan", id: queue.id, accountId: queue.accountId });
}

function settingsOf({ mode, capture, vaultReason, singleCopyReason, needsSecondCopy }: QueueRow) {
  return {
    mode,
    capture,
    ...(mode === "vault" ? { overrideReason: vaultReason, singleCopyReason, requiresSecondCopy: needsSecondCopy } : {}),
  };
}
