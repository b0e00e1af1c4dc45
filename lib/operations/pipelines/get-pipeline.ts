import type { PipelineDetail } from "@/lib/contract/pipelines";
import { NotFound } from "@/lib/core/errors";
import { outsideNote } from "@/lib/core/pipelines/assembly/outside";
import { defaultObjective } from "@/lib/core/pipelines/slo/default-objective";
import type { Sql } from "@/lib/db/connect";
import { listSummaries } from "@/lib/db/pipeline-list";
import { listRulesOf } from "@/lib/db/pipeline-rules";
import { findPipeline, listEvidenceOf, listParts } from "@/lib/db/pipelines";
import type { Ctx } from "../context";
import { onPipeline } from "../on";
import { question } from "../operation";
import { showParts } from "./part-view";
import { showPipelines } from "./pipeline-view";
import { showRules } from "./rule-view";

export const getPipeline = question("getPipeline", (ctx, { id }) => readPipeline(ctx, ctx.db, id), onPipeline);

/** One pipeline with its parts as this actor may see them; what lies outside is counted and not named. */
export async function readPipeline(ctx: Ctx, db: Sql, id: string): Promise<PipelineDetail> {
  const { scope } = ctx.actor;
  const record = await findPipeline(db, scope, id);
  const [summary] = await listSummaries(db, scope, { id });
  const [row] = summary ? await showPipelines(db, scope, [summary]) : [];
  if (!record || !row) throw new NotFound("pipeline", id);
  const evidence = await listEvidenceOf(db, scope, [id]);
  const judged = new Set(summary?.isJudged ? [id] : []);
  const { parts, edges } = await showParts(db, scope, await listParts(db, scope, [id]), evidence, judged);
  const hrefs = new Map(parts.map(({ arn, href }) => [arn, href]));
  return {
    ...row,
    parts: parts.map(({ pipelineIds: _, ...part }) => part),
    edges: [...edges],
    evidence: evidence.map(({ pipelineId: _, ...item }) => ({ ...item, href: hrefs.get(item.arn) ?? null })),
    rules: await showRules(db, scope, await listRulesOf(db, id)),
    objective: record.objective ?? defaultObjective(row.tier),
    isObjectiveByHand: record.objective !== null,
    outsideNotes: parts.flatMap(({ arn, name, kind }) => (kind === "outside" ? [`${name}: ${outsideNote(arn)}`] : [])),
  };
}
