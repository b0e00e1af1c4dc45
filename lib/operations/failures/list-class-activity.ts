import type { ClassActivity } from "@/lib/contract/class-triage";
import type { ClassStatus } from "@/lib/core/failures/class-status";
import { SNOOZE_KINDS } from "@/lib/core/failures/lifecycle/snooze";
import { type ActivityRow, listActivity } from "@/lib/db/class-notes";
import { onClass } from "../on";
import { question } from "../operation";

/** Who, when and why, in one list: what the class did, what people decided and wrote, and the runs on it. */
export const listClassActivity = question(
  "listClassActivity",
  async (ctx, { id, ...page }) => {
    const found = await listActivity(ctx.db, ctx.actor.scope, id, page);
    return { ...found, items: found.items.map(showActivity) };
  },
  onClass,
);

function showActivity({ detail, runId, runNumber, runState, ...row }: ActivityRow): ClassActivity {
  const isStatus = row.kind === "status" || row.kind === "first-seen" || row.kind === "woken";
  return {
    ...row,
    status: isStatus ? (row.action as ClassStatus) : null,
    owner: typeof detail?.owner === "string" ? detail.owner : null,
    snooze: snoozeIn(detail?.until),
    run: runId && runNumber !== null ? { id: runId, number: runNumber, state: runState ?? "" } : null,
  };
}

function snoozeIn(until: unknown): ClassActivity["snooze"] {
  if (typeof until !== "object" || until === null) return null;
  const said = until as { kind?: unknown; at?: unknown; moreCount?: unknown };
  const kind = SNOOZE_KINDS.find((known) => known === said.kind);
  if (!kind) return null;
  return {
    kind,
    until: typeof said.at === "string" ? said.at : null,
    moreCount: typeof said.moreCount === "number" ? said.moreCount : null,
  };
}
