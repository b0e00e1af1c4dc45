import { may, scopeOf } from "@/lib/core/actor";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { openBody } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { getBodyPlace } from "@/lib/db/messages";
import type { Ctx } from "../context";
import { showBody } from "../failures/show-body";
import { readMasking } from "../privacy/masking";
import { sightOf } from "../privacy/sight";

/** An event that is asked about: what is judged, and what of it may be shown. */
export interface TestedEvent {
  readonly text: string;
  /** Masked by all rules where it is a message that is not revealed to whoever asks. */
  readonly shownText: string;
  /** For whatever else is shown with it. */
  readonly mask: (text: string) => string;
}

/** The event out of the question, or out of our copy of a failed message: that reading is audited before anything is told. */
export async function testedEvent(
  ctx: Ctx,
  { event, messageRowId }: { readonly event?: string | undefined; readonly messageRowId?: string | undefined },
): Promise<TestedEvent> {
  if (messageRowId !== undefined) return eventOfMessage(ctx, messageRowId);
  const masker = (await readMasking(ctx.db, ctx.keyring)).toShow();
  const text = event ?? "";
  return { text, shownText: text, mask: (one) => masker.text(one) };
}

async function eventOfMessage(ctx: Ctx, id: string): Promise<TestedEvent> {
  if (!may(ctx.actor, "bodies.read"))
    throw new Forbidden("forbidden", "You may not read message bodies. Ask about an event of your own.");
  const place = await getBodyPlace(ctx.db, scopeOf(ctx.actor, "bodies.read"), id);
  const { bodyId } = place ?? { bodyId: null };
  if (!place || bodyId === null) throw new NotFound("kept body of message", id);
  const { masking, reveal } = await sightOf(ctx, ctx.db, id);
  const whole = await inTransaction(ctx.db, async (tx) => {
    await appendAudit(tx, ctx, {
      action: "body.read",
      objectKind: "message",
      objectId: id,
      accountId: place.accountId,
      region: place.region,
      detail: { messageId: place.messageId, how: "test of an event", ...(reveal && { revealId: reveal.id }) },
    });
    return openBody(tx, ctx.keyring, bodyId);
  });
  if (!whole) throw new NotFound("kept body of message", id);
  if (reveal) return { text: whole.body, shownText: whole.body, mask: (one) => one };
  const masker = masking.toShow();
  return { text: whole.body, shownText: showBody(whole, null, masker).body, mask: (one) => masker.text(one) };
}
