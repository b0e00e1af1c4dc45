import type { AuditAction } from "@/lib/core/audit";
import { Conflict, Forbidden, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { lockPipeline } from "@/lib/db/pipeline-changes";
import { findPipeline, type PipelineRecord } from "@/lib/db/pipelines";
import type { Ctx } from "../context";

/** The pipeline, held until the transaction ends, if the actor may change all of it: it is theirs whole, or not theirs to change. */
export async function ownPipeline(ctx: Ctx, tx: Tx, id: string): Promise<PipelineRecord> {
  await lockPipeline(tx, id);
  const found = await findPipeline(tx, ctx.actor.scope, id);
  if (!found) throw new NotFound("pipeline", id);
  if (found.goneAt !== null)
    throw new Conflict(
      "pipeline-gone",
      found.mergedInto === null
        ? "Nothing of this pipeline is found any more, so it cannot be changed. It comes back when its entry does."
        : `This pipeline is part of another one now (${found.mergedInto}). Change that one, or take back the rule that joins them.`,
      { id, goneAt: found.goneAt, mergedInto: found.mergedInto },
    );
  if (found.hiddenPartCount > 0)
    throw new Forbidden(
      "forbidden",
      `You may change pipelines in a part of it only: ${found.hiddenPartCount} of its ${found.partCount} parts lie outside. Ask somebody who may in all of it.`,
      { capability: "pipelines.edit", hiddenPartCount: found.hiddenPartCount },
    );
  return found;
}

/** Writes down what was done to a pipeline and has open pages read it again. */
export async function notePipeline(
  ctx: Ctx,
  tx: Tx,
  id: string,
  action: AuditAction,
  detail: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, ctx, { action, objectKind: "pipeline", objectId: id, detail });
  await notifyChange(tx, { topic: "pipeline", id, accountId: null });
}

/** Has the worker assemble everything again within seconds. */
export async function assembleSoon(tx: Tx): Promise<void> {
  await notifyIntent(tx, { topic: "pipelines", id: "", accountId: null });
}
