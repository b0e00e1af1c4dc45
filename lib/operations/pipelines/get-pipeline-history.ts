import { Forbidden, NotFound } from "@/lib/core/errors";
import { readHealthSpans } from "@/lib/db/pipeline-health";
import { findPipeline } from "@/lib/db/pipelines";
import { onPipeline } from "../on";
import { question } from "../operation";

const HOURS = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24 } as const;

/** The states of a pipeline over a window, clipped to it. Who sees only a part of it is told why there is none to show. */
export const getPipelineHistory = question(
  "getPipelineHistory",
  async (ctx, { id, window }) => {
    const pipeline = await findPipeline(ctx.db, ctx.actor.scope, id);
    if (!pipeline) throw new NotFound("pipeline", id);
    if (pipeline.hiddenPartCount > 0)
      throw new Forbidden(
        "forbidden",
        "Some parts of this pipeline lie outside of your rights: how all of it did is shown only to who sees all of it.",
        { hiddenPartCount: pipeline.hiddenPartCount },
      );
    const until = ctx.now();
    const from = new Date(until.getTime() - HOURS[window] * 3_600_000);
    const spans = await readHealthSpans(ctx.db, id, { from, until });
    return { from: from.toISOString(), until: until.toISOString(), spans };
  },
  onPipeline,
);
