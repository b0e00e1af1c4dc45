import { personOf } from "@/lib/core/actor";
import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { getBodyPlace } from "@/lib/db/messages";
import * as reveals from "@/lib/db/reveals";
import type { Ctx } from "../context";
import { onMessage } from "../on";
import { command, question } from "../operation";

const MOST_LISTED = 100;

/**
 * From now on this person sees the masked values of this message, until the time is over. Only what is kept whole can be
 * revealed. Who, why and until when is audited; never what.
 */
export const revealMessage = command(
  "revealMessage",
  async (ctx, tx, { id, reason, minutes }) => {
    const place = await placeOf(ctx, id);
    if (place.bodyId === null && !(await reveals.hasVaultCopy(tx, id)))
      throw new NotFound("kept original of message", id);
    const { accountId, region, messageId } = place;
    const actorId = personOf(ctx.actor);
    const row = await reveals.insertReveal(tx, {
      id: ctx.newId("reveal"),
      accountId,
      messageRowId: id,
      actorId,
      actorName: ctx.actor.name,
      reason,
      minutes,
    });
    await appendAudit(tx, ctx, {
      action: "body.revealed",
      objectKind: "message",
      objectId: id,
      accountId,
      region,
      detail: { messageId, reason, until: row.until, revealId: row.id },
    });
    return row;
  },
  onMessage,
);

/** Masked again from the next look on. */
export const endReveal = command(
  "endReveal",
  async (ctx, tx, { id }) => {
    const { accountId, region, messageId } = await placeOf(ctx, id);
    const actorId = personOf(ctx.actor);
    const endedCount = await reveals.endReveals(tx, { messageRowId: id, actorId });
    if (endedCount > 0)
      await appendAudit(tx, ctx, {
        action: "body.masked-again",
        objectKind: "message",
        objectId: id,
        accountId,
        region,
        detail: { messageId },
      });
    return { endedCount };
  },
  onMessage,
);

export const listReveals = question(
  "listReveals",
  async (ctx, { id }) => ({ items: await reveals.listReveals(ctx.db, id, MOST_LISTED) }),
  onMessage,
);

async function placeOf(ctx: Ctx, id: string) {
  const place = await getBodyPlace(ctx.db, ctx.actor.scope, id);
  if (!place) throw new NotFound("message", id);
  return place;
}
