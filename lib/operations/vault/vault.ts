import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { openBody } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { getVaultItem as find, listVault } from "@/lib/db/vault";
import type { Ctx } from "../context";
import { showBody } from "../failures/show-body";
import { onVaultItem } from "../on";
import { question } from "../operation";
import { shownSight, sightOf } from "../privacy/sight";

export const listVaultItems = question("listVaultItems", (ctx, input) => listVault(ctx.db, ctx.actor.scope, input));

export const getVaultItem = question("getVaultItem", (ctx, { id }) => readItem(ctx, id), onVaultItem);

/** The whole message that we keep, masked unless it is revealed to whoever asks. The reading is audited before anything is shown. */
export const getVaultBody = question(
  "getVaultBody",
  async (ctx, { id }) => {
    const item = await readItem(ctx, id);
    const sight = await sightOf(ctx, ctx.db, item.messageRowId);
    return inTransaction(ctx.db, async (tx) => {
      await appendAudit(tx, ctx, {
        action: "body.read",
        objectKind: "vault-item",
        objectId: id,
        accountId: item.accountId,
        region: item.region,
        detail: { messageId: item.messageId, ...(sight.reveal && { revealId: sight.reveal.id }) },
      });
      const whole = await openBody(tx, ctx.keyring, item.bodyId);
      if (!whole) throw new NotFound("kept body of vault item", id);
      const shown = showBody(whole, null, sight.reveal ? undefined : sight.masking.toShow());
      return { ...shown, kept: "whole" as const, ...shownSight(sight) };
    });
  },
  onVaultItem,
);

async function readItem(ctx: Ctx, id: string) {
  const item = await find(ctx.db, ctx.actor.scope, id);
  if (!item) throw new NotFound("vault item", id);
  return item;
}
