import { insertBodies, openBody, sha256Of } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { commitDurably } from "@/lib/db/drains";
import { listTombstones } from "@/lib/db/erased";
import { findVaultBodies, insertVaultItems } from "@/lib/db/vault";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect } from "./draining/effect";
import type { Work } from "./driver";

/**
 * Discard: each chosen message is copied whole to the vault, the copy is read back and its hash compared, and only then
 * the message is deleted from the dead-letter queue. One whose content was erased here is deleted without a copy.
 */
export const discard = drainingDriver("discard", async (work) => vaultEffect(work));

function vaultEffect(work: Work): Effect {
  return {
    doneState: "discarded",
    isRepeatable: true,
    batches: (claimed) => (claimed.length > 0 ? [claimed.slice(0, 10)] : []),
    async perform(_, batch) {
      const erased = await listTombstones(
        work.ctx.db,
        batch.map(({ item }) => item.messageRowId),
      );
      await keepCopies(
        work,
        batch.filter(({ item }) => !erased.has(item.messageRowId)),
      );
      const copies = await findVaultBodies(
        work.ctx.db,
        work.run.id,
        batch.map(({ item }) => item.messageRowId),
      );
      return Promise.all(
        batch.map(async ({ item, message }) => {
          if (erased.has(item.messageRowId)) return { kind: "done", destinationMessageId: null } as const;
          const bodyId = copies.get(item.messageRowId);
          const copy = bodyId === undefined ? undefined : await openBody(work.ctx.db, work.ctx.keyring, bodyId);
          const isWhole = copy !== undefined && sha256Of(copy.body) === sha256Of(message.body);
          return isWhole
            ? ({ kind: "done", destinationMessageId: null } as const)
            : ({
                kind: "rejected",
                reason: "the vault copy could not be verified; the message stays in its queue",
              } as const);
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
