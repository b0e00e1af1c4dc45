import { EVERYTHING } from "@/lib/core/access/scope";
import { listPromises, saveSloBriefs } from "@/lib/db/pipeline-slo";
import type { WorkerCtx } from "../worker-context";
import { reckonSlo } from "./reckon-slo";

const BATCH = 100;
/** Nothing that is told by the hour changes sooner. */
const EVERY_SECONDS = 290;

/**
 * Works out how each pipeline keeps what was promised of it, for lists: at once for a new one, then every five minutes. In batches, each kept as soon as it is done: a worker
 * that dies leaves older figures of the rest, and two workers at once write the same.
 */
export async function reckonObjectives(ctx: WorkerCtx): Promise<void> {
  for (let afterId = ""; !ctx.signal.aborted; ) {
    const pipelines = await listPromises(ctx.db, EVERYTHING, { afterId, notForSeconds: EVERY_SECONDS, limit: BATCH });
    const reckoned = await reckonSlo(ctx.db, EVERYTHING, pipelines, ctx.now());
    await saveSloBriefs(
      ctx.db,
      reckoned.map(({ pipelineId, brief }) => ({ pipelineId, brief })),
    );
    const last = pipelines.at(-1);
    if (!last || pipelines.length < BATCH) return;
    afterId = last.id;
  }
}
