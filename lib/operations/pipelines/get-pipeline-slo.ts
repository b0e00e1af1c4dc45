import { NotFound } from "@/lib/core/errors";
import { listPromises } from "@/lib/db/pipeline-slo";
import { onPipeline } from "../on";
import { question } from "../operation";
import { reckonSlo } from "./reckon-slo";

/** Worked out now, out of the parts that the asker sees. */
export const getPipelineSlo = question(
  "getPipelineSlo",
  async (ctx, { id }) => {
    const [pipeline] = await listPromises(ctx.db, ctx.actor.scope, { id, limit: 1 });
    if (!pipeline) throw new NotFound("pipeline", id);
    const now = ctx.now();
    const [reckoned] = await reckonSlo(ctx.db, ctx.actor.scope, [pipeline], now);
    if (!reckoned) throw new NotFound("pipeline", id);
    const { brief, objective, hops } = reckoned;
    return { brief, objective, isObjectiveByHand: pipeline.objective !== null, hops, computedAt: now.toISOString() };
  },
  onPipeline,
);
