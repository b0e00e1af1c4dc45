import { Conflict } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { findClassRecord } from "@/lib/db/unrecorded-classes";
import type { Ctx } from "../context";
import type { ParsedInput } from "../operation";

const WHY = {
  "count-only": "Nothing was kept of these failures: there is no message to act on.",
  executions: "These are executions, not messages: they are redriven.",
};

/** Whether the class that a selection names is one of failed executions. */
export async function isOfExecutions(
  ctx: Ctx,
  db: Sql,
  selection: ParsedInput<"createPlan">["selection"],
): Promise<boolean> {
  if (!("classId" in selection) || typeof selection.classId !== "string") return false;
  return (await findClassRecord(db, ctx.actor.scope, selection.classId))?.record === "executions";
}

/** Refuses a plan about failures that left no message, with what can be done instead. */
export async function refuseUnrecorded(
  ctx: Ctx,
  db: Sql,
  selection: ParsedInput<"createPlan">["selection"],
): Promise<void> {
  if (!("classId" in selection) || typeof selection.classId !== "string") return;
  const found = await findClassRecord(db, ctx.actor.scope, selection.classId);
  if (!found || found.record === "messages") return;
  throw new Conflict("plan-not-applicable", `${WHY[found.record]} ${found.wayBack}`, { classId: selection.classId });
}
