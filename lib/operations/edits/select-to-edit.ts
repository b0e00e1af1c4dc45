import { MOST_EDITED } from "@/lib/contract/edits";
import { intersectionOf } from "@/lib/core/access/scope";
import { may, scopeOf } from "@/lib/core/actor";
import { Conflict, Forbidden, Invalid } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { type Selectable, selectForPlan } from "@/lib/db/messages";
import { patiently } from "@/lib/db/patience";
import type { Ctx } from "../context";
import type { ParsedInput } from "../operation";
import { readSearch } from "../privacy/read-search";

export type EditSelection = NonNullable<ParsedInput<"previewEdit">["selection"]>;

/** All originals of one edit together: they are opened and sealed in one piece of work. */
const MOST_BYTES = 64 * 1_048_576;

/** The messages that an edit is about: in their queue, of one queue, and where the actor may read bodies as well as edit them. */
export async function selectToEdit(ctx: Ctx, db: Sql, selection: EditSelection): Promise<Selectable[]> {
  const reader = asReader(ctx);
  const { query, scope } =
    "q" in selection ? await readSearch(reader, selection.q, "selection.q") : { query: [], scope: reader.actor.scope };
  const select = () => selectForPlan(db, scope, { ...selection, query }, MOST_EDITED + 1);
  const found = await (query.length === 0 ? select() : patiently(db, select));
  if ("messageIds" in selection) refuseMissing(selection.messageIds, found);
  refuseUnfitting(found);
  return found;
}

function asReader(ctx: Ctx): Ctx {
  if (!may(ctx.actor, "bodies.read"))
    throw new Forbidden("forbidden", "You may not read message bodies, so you cannot edit them.", {
      capability: "bodies.read",
    });
  const scope = intersectionOf(ctx.actor.scope, scopeOf(ctx.actor, "bodies.read"));
  return { ...ctx, actor: { ...ctx.actor, scope } };
}

function refuseMissing(ids: readonly string[], found: readonly Selectable[]): void {
  const missing = ids.filter((id) => !found.some((message) => message.id === id));
  if (missing.length > 0)
    throw new Conflict(
      "plan-not-applicable",
      `${missing.length} of these messages are not in their queue any more, or not known.`,
      { messageIds: missing.slice(0, 20) },
    );
}

function refuseUnfitting(found: readonly Selectable[]): void {
  const wrong = (text: string, message: string) => new Invalid(text, [{ field: "selection", message }]);
  if (found.length === 0)
    throw new Invalid(
      "Nothing is selected: no such message is believed to be there.",
      [{ field: "selection", message: "matches no message" }],
      "nothing-selected",
    );
  if (found.length > MOST_EDITED)
    throw wrong(`At most ${MOST_EDITED} messages an edit; narrow the selection.`, "is too large");
  if (found.some(({ queueId }) => queueId !== found[0]?.queueId))
    throw wrong("An edit is about one dead-letter queue.", "holds messages of several queues");
  const bytes = found.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
  if (bytes > MOST_BYTES)
    throw wrong(
      `These messages have ${Math.ceil(bytes / 1_048_576)} MiB together; at most ${MOST_BYTES / 1_048_576} MiB an edit.`,
      "is too large",
    );
}
