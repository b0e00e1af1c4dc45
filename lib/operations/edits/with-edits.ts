import type { Sql } from "@/lib/db/connect";
import { listEditFacts } from "@/lib/db/edits";
import type { PlanItem } from "@/lib/db/plans";
import type { Gathered } from "../plans/gather";
import { editConfiguration } from "./edit-configuration";

/** What was gathered anew for a plan, with the edited copies that its items froze. Refused when one of them is gone. */
export async function withEdits(db: Sql, gathered: Gathered, items: readonly PlanItem[]): Promise<Gathered> {
  const editIds = items.flatMap(({ editId }) => editId ?? []);
  if (editIds.length === 0) return gathered;
  const configuration = { ...gathered.configuration, ...(await editConfiguration(db, editIds)) };
  const facts = new Map((await listEditFacts(db, editIds)).map((one) => [one.id, one]));
  const edits = new Map(items.map(({ messageRowId, editId }) => [messageRowId, facts.get(editId ?? "")]));
  const chosen = gathered.chosen.map((message) => {
    const edit = edits.get(message.messageRowId);
    if (!edit) return message;
    const { id: editId, editedSha256, editedBytes, attributeCount } = edit;
    return { ...message, editId, editedSha256, editedBytes, attributeCount };
  });
  return { ...gathered, configuration, chosen };
}
