import { may, scopeOf } from "@/lib/core/actor";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { createMasker, type Masker } from "@/lib/core/privacy/masker";
import type { MaskingRule } from "@/lib/core/privacy/masking-rule";
import { appendAudit } from "@/lib/db/audit";
import { openBody } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { getBodyPlace } from "@/lib/db/messages";
import type { Ctx } from "../context";
import { inflate } from "../failures/inflate";
import { showBody } from "../failures/show-body";
import { question } from "../operation";
import { readMasking, tokensOf } from "./masking";
import { mayOnMessage } from "./sight";

const MOST_CHARACTERS = 65_536;

/**
 * What rules would mask. Of a message nothing is told that the rules in force hide from whoever asks: its text is masked by
 * them as well, and who may not reveal it has their rules look at what is left of it.
 */
export const previewMasking = question("previewMasking", async (ctx, { rules, text, messageId }) => {
  if (messageId !== undefined) return ofMessage(ctx, rules, messageId);
  const masker = createMasker(rules, tokensOf(ctx.keyring), inflate);
  const maskedText = masker.text(text ?? "");
  return { maskedText, found: countsIn(ctx, rules, text ?? ""), maskedCount: masker.count, note: null };
});

async function ofMessage(ctx: Ctx, rules: readonly MaskingRule[], id: string) {
  if (!may(ctx.actor, "bodies.read"))
    throw new Forbidden("forbidden", "You may not read message bodies. Preview with a text of your own.");
  const place = await getBodyPlace(ctx.db, scopeOf(ctx.actor, "bodies.read"), id);
  const { bodyId } = place ?? { bodyId: null };
  if (!place || bodyId === null) throw new NotFound("kept body of message", id);
  const whole = await inTransaction(ctx.db, async (tx) => {
    await appendAudit(tx, ctx, {
      action: "body.read",
      objectKind: "message",
      objectId: id,
      accountId: place.accountId,
      region: place.region,
      detail: { messageId: place.messageId, how: "preview of masking rules" },
    });
    return openBody(tx, ctx.keyring, bodyId);
  });
  if (!whole) throw new NotFound("kept body of message", id);
  const inForce = (await readMasking(ctx.db, ctx.keyring)).toShow();
  const bodyBy = (body: string, masker: Masker) => showBody({ body, attributes: {}, system: {} }, null, masker).body;
  const left = bodyBy(whole.body, inForce).slice(0, MOST_CHARACTERS);
  const mayReveal = await mayOnMessage(ctx, ctx.db, "bodies.reveal", id);
  const looked = mayReveal ? whole.body.slice(0, MOST_CHARACTERS) : left;
  const masker = createMasker(rules, tokensOf(ctx.keyring), inflate);
  masker.text(looked);
  return {
    maskedText: bodyBy(left, createMasker(rules, tokensOf(ctx.keyring), inflate)),
    found: countsIn(ctx, rules, looked),
    maskedCount: masker.count,
    note: mayReveal ? null : "What the rules in force hide already was not looked into: you may not reveal it.",
  };
}

/** What each rule finds by itself; where two find the same, both are told. */
function countsIn({ keyring }: Ctx, rules: readonly MaskingRule[], text: string) {
  return rules.map((rule) => {
    const masker = createMasker([{ ...rule, isOn: true }], tokensOf(keyring), inflate);
    masker.text(text);
    return { rule: rule.name, count: masker.count };
  });
}
