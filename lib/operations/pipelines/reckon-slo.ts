import type { Scope } from "@/lib/core/access/scope";
import { defaultObjective } from "@/lib/core/pipelines/slo/default-objective";
import type { HopSlo } from "@/lib/core/pipelines/slo/hop-slo";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import { type SloBrief, sloBriefOf } from "@/lib/core/pipelines/slo/slo-brief";
import type { Sql } from "@/lib/db/connect";
import { listSloParts, type PromisingPipeline } from "@/lib/db/pipeline-slo";
import { hopsOfPart } from "./hops-of-part";
import { readCounts } from "./slo-counts";

export interface ReckonedSlo {
  readonly pipelineId: string;
  readonly objective: Objective;
  readonly brief: SloBrief;
  readonly hops: HopSlo[];
}

/** The objectives of these pipelines as they stand now, out of the parts that lie in the scope; a fixed number of statements, however many they are. */
export async function reckonSlo(
  db: Sql,
  scope: Scope,
  pipelines: readonly PromisingPipeline[],
  now: Date,
): Promise<ReckonedSlo[]> {
  const objectives = new Map(pipelines.map(({ id, objective, tier }) => [id, objective ?? defaultObjective(tier)]));
  const found = await listSloParts(db, scope, [...objectives.keys()]);
  const parts = found.flatMap((part) => {
    const objective = objectives.get(part.pipelineId);
    return objective ? [{ ...part, objective, key: `${part.pipelineId} ${part.arn}` }] : [];
  });
  const counts = await readCounts(db, parts, now);
  const hops = new Map<string, HopSlo[]>();
  for (const part of parts)
    hops.set(part.pipelineId, [...(hops.get(part.pipelineId) ?? []), ...hopsOfPart(part, counts, now)]);
  return [...objectives].map(([pipelineId, objective]) => {
    const own = hops.get(pipelineId) ?? [];
    return { pipelineId, objective, brief: sloBriefOf(own), hops: own };
  });
}
