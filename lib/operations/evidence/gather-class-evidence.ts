import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { getClass } from "@/lib/db/classes";
import { askForEvidence } from "@/lib/db/evidence";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { onClass } from "../on";
import { command } from "../operation";
import { carriesError, showEvidence } from "./show-evidence";

/**
 * Asks the worker to look now. Nothing has been looked at when this returns. A class whose messages carry their error, or
 * that is being looked at, is left as it is.
 */
export const gatherClassEvidence = command(
  "gatherClassEvidence",
  async (ctx, tx, { id }) => {
    const found = await getClass(tx, ctx.actor.scope, id);
    if (!found) throw new NotFound("failure class", id);
    const { accountId, region } = found;
    const isNews = !carriesError(found) && (await askForEvidence(tx, found, ctx.actor.name));
    if (isNews) {
      await appendAudit(tx, ctx, {
        action: "class.evidence-asked",
        objectKind: "failure-class",
        objectId: found.id,
        accountId,
        region,
        detail: {},
      });
      await notifyIntent(tx, { topic: "evidence", id: found.id, accountId });
      await notifyChange(tx, { topic: "class", id: found.id, accountId });
    }
    return showEvidence(ctx, tx, found);
  },
  onClass,
);
