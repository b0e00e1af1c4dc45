import { pointsOver } from "@/lib/core/pipelines/queue-point";
import { spanOf } from "@/lib/core/pipelines/series-window";
import { readQueuePoints } from "@/lib/db/pipeline-series";
import { listParts } from "@/lib/db/pipelines";
import { onPipeline } from "../on";
import { question } from "../operation";
import { showSpan } from "./series-view";

/** The queues of a pipeline that the asker sees, together. */
export const getPipelineSeries = question(
  "getPipelineSeries",
  async (ctx, { id, window }) => {
    const span = spanOf(window, ctx.now());
    const parts = (await listParts(ctx.db, ctx.actor.scope, [id])).filter(({ accountId }) => accountId !== "");
    const found = await readQueuePoints(
      ctx.db,
      parts.map(({ arn }) => arn),
      span,
    );
    const queueCount = parts.filter(({ kind }) => kind === "queue").length;
    return { ...showSpan(span), queueCount, points: pointsOver(span, found) };
  },
  onPipeline,
);
