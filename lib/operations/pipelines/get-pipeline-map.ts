import { NotFound } from "@/lib/core/errors";
import { fitWhole } from "@/lib/core/pipelines/fit-whole";
import { listSummaries } from "@/lib/db/pipeline-list";
import { findPipeline, listEvidenceOf, listParts } from "@/lib/db/pipelines";
import { question } from "../operation";
import { ORDERS } from "./list-pipelines";
import { showParts } from "./part-view";

const MOST_NODES = 500;

/** Whole pipelines, those that need attention first, as far as they fit; of one that is too large alone what lies nearest to its entries. */
export const getPipelineMap = question("getPipelineMap", async (ctx, { id, state, ...filter }) => {
  const { scope } = ctx.actor;
  // Absent and foreign look the same, as they do for the pipeline itself.
  if (id !== undefined && !(await findPipeline(ctx.db, scope, id))) throw new NotFound("pipeline", id);
  const matching = (await listSummaries(ctx.db, scope, { ...filter, id }))
    .filter((one) => state === undefined || one.state === state)
    .sort(ORDERS.attention);
  const shown = fitWhole(matching, ({ partCount }) => partCount, MOST_NODES);
  const ids = shown.map((one) => one.id);
  const found = (await listParts(ctx.db, scope, ids)).slice(0, MOST_NODES);
  const judged = new Set(shown.flatMap((one) => (one.isJudged ? [one.id] : [])));
  const { parts, edges } = await showParts(ctx.db, scope, found, await listEvidenceOf(ctx.db, scope, ids), judged);
  return {
    nodes: parts.map(({ pipelineIds, ...part }) => ({ ...part, pipelineIds: [...pipelineIds] })),
    edges: [...edges],
    pipelineCount: shown.length,
    leftOutCount: matching.length - shown.length,
    readAt: shown.flatMap(({ judgedAt }) => judgedAt ?? []).sort()[0] ?? null,
  };
});
