import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { openBody, type WholeMessage } from "@/lib/db/bodies";
import { inTransaction, type Sql } from "@/lib/db/connect";
import { getBodyPlace } from "@/lib/db/messages";
import { getKeptAttributes } from "@/lib/db/projections";
import type { Ctx } from "../context";
import { onMessage } from "../on";
import { question } from "../operation";
import { type Sight, shownSight, sightOf } from "../privacy/sight";
import { originalError } from "./original-error";
import { showBody } from "./show-body";

type Place = NonNullable<Awaited<ReturnType<typeof getBodyPlace>>>;

/**
 * The message from our copy: no SQS call. Masked by all rules, unless it is revealed to whoever asks. The reading is audited
 * before anything is shown.
 */
export const getMessageBody = question(
  "getMessageBody",
  async (ctx, { id }) => {
    const place = await getBodyPlace(ctx.db, ctx.actor.scope, id);
    if (!place) throw new NotFound("message", id);
    const sight = await sightOf(ctx, ctx.db, id);
    return inTransaction(ctx.db, async (tx) => {
      await appendAudit(tx, ctx, {
        action: "body.read",
        objectKind: "message",
        objectId: id,
        accountId: place.accountId,
        region: place.region,
        detail: { messageId: place.messageId, ...(sight.reveal && { revealId: sight.reveal.id }) },
      });
      const whole = place.bodyId === null ? undefined : await openBody(tx, ctx.keyring, place.bodyId);
      return whole ? showWhole(ctx, tx, place, sight, whole) : showMasked(tx, place, sight);
    });
  },
  onMessage,
);

async function showWhole(ctx: Ctx, tx: Sql, place: Place, sight: Sight, whole: WholeMessage) {
  const shown = sight.reveal
    ? showBody(whole, place.errorText === null ? null : await originalError(ctx, tx, place, whole))
    : showBody(whole, place.errorText, sight.masking.toShow());
  return { ...shown, kept: "whole" as const, ...shownSight(sight) };
}

/** What is left where no original is kept: the beginning of the body as it was kept, with what it was masked by then and now. */
async function showMasked(tx: Sql, place: Place, { masking }: Sight) {
  const { id, preview, bodySha256, errorText } = place;
  if (preview === null) throw new NotFound("kept body of message", id);
  const attributes = Object.fromEntries(
    Object.entries(await getKeptAttributes(tx, id)).map(([name, stringValue]) => [
      name,
      { dataType: "String", stringValue },
    ]),
  );
  const shown = showBody({ body: preview, attributes, system: {} }, errorText, masking.toShow());
  const sight = { maskedCount: null, reveal: null, mayReveal: false };
  return { ...shown, bodySha256, kept: "masked" as const, ...sight };
}
