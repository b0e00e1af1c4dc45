import { isSecondCopyNeeded } from "@/lib/core/queues/vault-mode";
import { insertBodies, openBody, sha256Of } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { commitDurably } from "@/lib/db/drains";
import { listTombstones } from "@/lib/db/erased";
import { findVaultBodies, findVaultIds, insertVaultItems } from "@/lib/db/vault";
import { makeSecondCopies } from "../../vault/make-second-copies";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect, EffectResult } from "./draining/effect";
import type { Work } from "./driver";

/**
 * Discard: each chosen message is copied whole to the vault, the copy is read back and its hash compared, a second copy is
 * made where one is needed, and only then the message is deleted from the dead-letter queue. One whose content was erased
 * here is deleted without a copy.
 */
export const discard = drainingDriver("discard", async (work) => vaultEffect(work));

const DONE: EffectResult = { kind: "done", destinationMessageId: null };
const rejected = (reason: string): EffectResult => ({ kind: "rejected", reason });

function vaultEffect(work: Work): Effect {
  return {
    doneState: "discarded",
    isRepeatable: true,
    batches: (claimed) => (claimed.length > 0 ? [claimed.slice(0, 10)] : []),
    async perform(_, batch) {
      const rowIds = batch.map(({ item }) => item.messageRowId);
      const erased = await listTombstones(work.ctx.db, rowIds);
      const living = batch.filter(({ item }) => !erased.has(item.messageRowId));
      await keepCopies(work, living);
      const copies = await findVaultBodies(work.ctx.db, work.run.id, rowIds);
      const noSecond = await secondCopyProblem(
        work,
        living.map(({ item }) => item.messageRowId),
      );
      return Promise.all(
        batch.map(async ({ item, message }) => {
          if (erased.has(item.messageRowId)) return DONE;
          const bodyId = copies.get(item.messageRowId);
          const copy = bodyId === undefined ? undefined : await openBody(work.ctx.db, work.ctx.keyring, bodyId);
          if (copy === undefined || sha256Of(copy.body) !== sha256Of(message.body))
            return rejected("the vault copy could not be verified; the message stays in its queue");
          return noSecond === undefined ? DONE : rejected(noSecond);
        }),
      );
    },
  };
}

async function keepCopies(work: Work, batch: readonly Claimed[]): Promise<void> {
  if (batch.length === 0) return;
  const { ctx, queue, run } = work;
  const copies = batch.map(({ item, message }) => ({
    id: ctx.newId("vaultItem"),
    bodyId: ctx.newId("body"),
    messageRowId: item.messageRowId,
    message,
  }));
  await inTransaction(ctx.db, async (tx) => {
    const bodies = copies.map(({ bodyId, message: { body, attributes, system } }) => ({
      id: bodyId,
      whole: { body, attributes, system },
    }));
    await commitDurably(tx);
    await insertBodies(tx, ctx.keyring, queue, bodies, () => ctx.newId("dataKey"));
    await insertVaultItems(tx, { id: run.id, reason: work.plan.reason ?? "discarded" }, copies);
  });
}

/** Why these may not be deleted for want of a second copy; undefined when none is needed, or all are made. */
async function secondCopyProblem(work: Work, messageRowIds: readonly string[]): Promise<string | undefined> {
  const { queue, account, plan, ctx, run } = work;
  const { singleCopyReason, needsSecondCopy } = queue;
  const isWaived = plan.detail.overrides.some(({ check }) => check === "second-copy");
  if (isWaived || !isSecondCopyNeeded({ account, singleCopyReason, needsSecondCopy })) return undefined;
  try {
    await makeSecondCopies(work, await findVaultIds(ctx.db, run.id, messageRowIds));
    return undefined;
  } catch (error) {
    ctx.log.warn({ err: error, runId: run.id }, "a second copy could not be made");
    return `no second copy could be made (${error instanceof Error ? error.message : "unknown reason"}); the message stays in its queue`;
  }
}
