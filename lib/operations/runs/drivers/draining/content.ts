import type { ReceivedMessage } from "@/lib/aws/aws";
import { sha256Of, type WholeMessage } from "@/lib/db/bodies";
import { type EditedMessage, openEdits } from "@/lib/db/edits";
import type { Work } from "../driver";
import { messageBytes } from "../pack-messages";
import type { LedgerItem } from "./ledger";

const MARK = "dlo-run";
const MOST_ATTRIBUTES = 10;
const MOST_BYTES = 1_048_576;

export type Content = { readonly whole: WholeMessage; readonly note: string | null } | { readonly refused: string };

/** What goes out for each received message, in order: itself or its edited copy, with the run's mark where the plan says so. */
export async function contentsOf(
  work: Work,
  received: readonly { readonly item: LedgerItem; readonly message: ReceivedMessage }[],
): Promise<Content[]> {
  const editIds = received.flatMap(({ item }) => item.editId ?? []);
  const edits = editIds.length === 0 ? new Map() : await openEdits(work.ctx.db, work.ctx.keyring, editIds);
  return received.map(({ item, message }) => {
    const content = item.editId === null ? asReceived(message) : edited(item, message, edits.get(item.editId));
    return "refused" in content || !work.plan.detail.doesMark ? content : marked(content.whole, work.run.id);
  });
}

function asReceived({ body, attributes, system }: ReceivedMessage): Content {
  return { whole: { body, attributes, system }, note: null };
}

function edited(item: LedgerItem, { system }: ReceivedMessage, edit: EditedMessage | undefined): Content {
  if (!edit) return { refused: "its edited copy is not there any more, or cannot be opened" };
  if (sha256Of(edit.body) !== item.editedSha256) return { refused: "its edited copy is not the one of the plan" };
  const { AWSTraceHeader: _, ...others } = system;
  const { body, attributes, hasTrace } = edit;
  return { whole: { body, attributes, system: hasTrace ? system : others }, note: null };
}

function marked(whole: WholeMessage, runId: string): Content {
  const attributes = { ...whole.attributes, [MARK]: { dataType: "String", stringValue: runId } };
  if (Object.keys(attributes).length > MOST_ATTRIBUTES)
    return { whole, note: `sent unmarked: it has ${MOST_ATTRIBUTES} attributes already` };
  const withMark = { ...whole, attributes };
  if (messageBytes(withMark) > MOST_BYTES) return { whole, note: "sent unmarked: with the mark it would be too large" };
  return { whole: withMark, note: null };
}
