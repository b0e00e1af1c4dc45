import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { insertNote } from "@/lib/db/class-notes";
import { getClass } from "@/lib/db/classes";
import { notifyChange } from "@/lib/db/notify";
import { onClass } from "../on";
import { command } from "../operation";

/** Writes a note that stays with the class whatever runs do to its messages. The audit entry names it, not its words. */
export const addClassNote = command(
  "addClassNote",
  async (ctx, tx, { id: askedId, text }) => {
    const found = await getClass(tx, ctx.actor.scope, askedId);
    if (!found) throw new NotFound("failure class", askedId);
    const { id: classId, accountId, region } = found;
    const at = ctx.now();
    const id = ctx.newId("note");
    const { id: authorId, name } = ctx.actor;
    await insertNote(tx, { id, accountId, classId, text, authorId, authorName: name, at });
    await appendAudit(tx, ctx, {
      action: "class.noted",
      objectKind: "failure-class",
      objectId: classId,
      accountId,
      region,
      detail: { noteId: id },
    });
    await notifyChange(tx, { topic: "class", id: classId, accountId });
    return { id, classId, at: at.toISOString(), by: name, text };
  },
  onClass,
);
