import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { setRunbook } from "@/lib/db/class-notes";
import { getClass } from "@/lib/db/classes";
import { notifyChange } from "@/lib/db/notify";
import { onClass } from "../on";
import { command } from "../operation";
import { showClass } from "./class-view";

/** Links a runbook to a class, or takes the link away. The same link again changes nothing. */
export const setClassRunbook = command(
  "setClassRunbook",
  async (ctx, tx, { id, url }) => {
    const before = await getClass(tx, ctx.actor.scope, id);
    if (!before) throw new NotFound("failure class", id);
    if (before.runbookUrl === url) return showClass(before, ctx.now());
    const { id: classId, accountId, region } = before;
    await setRunbook(tx, classId, url);
    await appendAudit(tx, ctx, {
      action: "class.runbook-set",
      objectKind: "failure-class",
      objectId: classId,
      accountId,
      region,
      detail: { before: before.runbookUrl, url },
    });
    await notifyChange(tx, { topic: "class", id: classId, accountId });
    return showClass({ ...before, runbookUrl: url }, ctx.now());
  },
  onClass,
);
