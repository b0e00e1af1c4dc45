import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { openBody } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { getBodyPlace } from "@/lib/db/messages";
import { onMessage } from "../on";
import { question } from "../operation";
import { showBody } from "./show-body";

/** The whole message from our copy: no SQS call. The reading is audited before anything is shown. */
export const getMessageBody = question(
  "getMessageBody",
  async (ctx, { id }) => {
    const place = await getBodyPlace(ctx.db, ctx.actor.scope, id);
    if (!place) throw new NotFound("message", id);
    const { bodyId } = place;
    if (bodyId === null) throw new NotFound("kept body of message", id);
    return inTransaction(ctx.db, async (tx) => {
      await appendAudit(tx, ctx, {
        action: "body.read",
        objectKind: "message",
        objectId: id,
        accountId: place.accountId,
        region: place.region,
        detail: { messageId: place.messageId },
      });
      const whole = await openBody(tx, ctx.keyring, bodyId);
      if (!whole) throw new NotFound("kept body of message", id);
      return showBody(whole, place.errorText);
    });
  },
  onMessage,
);
