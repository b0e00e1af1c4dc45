import { insertBodies, openBody, sha256Of } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { commitDurably } from "@/lib/db/drains";
import { listTombstones } from "@/lib/db/erased";
import { findVaultBodies, findVaultIds, insertVaultItems } from "@/lib/db/vault";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect, EffectResult } from "./draining/effect";
import type { Work } from "./driver";
import { needsSecondCopies, secondCopyProblem } from "./second-copies";

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
      const livingIds = living.map(({ item }) => item.messageRowId);
      const problem = needsSecondCopies(work)
        ? await secondCopyProblem(work, await findVaultIds(work.ctx.db, work.run.id, livingIds))
        : undefined;
      return Promise.all(
        batch.map(async ({ item, message }) => {
          if (erased.has(item.messageRowId)) return DONE;
          const bodyId = copies.get(item.messageRowId);
          const copy = bodyId === undefined ? undefined : await openBody(work.ctx.db, work.ctx.keyring, bodyId);
          if (copy === undefined || sha256Of(copy.body) !== sha256Of(message.body))
            return rejected("the vault copy could not be verified; the message stays in its queue");
          return problem === undefined ? DONE : rejected(`${problem}; the message stays in its queue`);
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
