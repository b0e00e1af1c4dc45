import type { PipelineRow } from "@/lib/contract/pipeline-fields";
import type { Scope } from "@/lib/core/access/scope";
import type { PartKind } from "@/lib/core/pipelines/pipeline";
import type { Sql } from "@/lib/db/connect";
import { listMore, type PipelineMore, type PipelineSummary } from "@/lib/db/pipeline-list";

/** Pipelines as they are shown, in the order given. */
export async function showPipelines(
  db: Sql,
  scope: Scope,
  summaries: readonly PipelineSummary[],
): Promise<PipelineRow[]> {
  if (summaries.length === 0) return [];
  const ids = summaries.map(({ id }) => id);
  const more = new Map((await listMore(db, scope, ids)).map((one) => [one.id, one]));
  return summaries.flatMap((summary) => {
    const beside = more.get(summary.id);
    return beside ? [showPipeline(summary, beside)] : [];
  });
}

function showPipeline(summary: PipelineSummary, more: PipelineMore): PipelineRow {
  const { id, name, isNamedByHand, partCount, hiddenPartCount, patterns, openClassCount, firstLossAt } = summary;
  const { accounts, regions, owner, team, tier, runbook, deadLetterCount, sharedDeadLetterCount } = more;
  return {
    id,
    name,
    isNamedByHand,
    entry: entryOf(more),
    accounts: [...accounts],
    regions: [...regions],
    partCount,
    hiddenPartCount,
    patterns: [...patterns],
    owner,
    team,
    tier,
    runbook,
    health: {
      state: summary.state,
      reason: summary.reason,
      since: summary.since,
      judgedAt: summary.judgedAt,
      isOfPart: hiddenPartCount > 0,
    },
    openClassCount,
    deadLetterCount,
    sharedDeadLetterCount,
    firstLossAt,
    slo: summary.slo as PipelineRow["slo"],
    cost: summary.cost as PipelineRow["cost"],
  };
}

function entryOf({ entryArn, entryName, entryKind }: PipelineMore): PipelineRow["entry"] {
  if (entryArn === null || entryName === null || entryKind === null) return null;
  return { arn: entryArn, name: entryName, kind: entryKind as PartKind };
}
