import type { PipelineRow } from "@/lib/contract/pipeline-fields";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";
import { decodeCursor, encodeCursor } from "@/lib/db/page";
import { listSummaries, type PipelineSummary, readAssembly } from "@/lib/db/pipeline-list";
import { countUnassigned } from "@/lib/db/unassigned";
import { type ParsedInput, question } from "../operation";
import { showPipelines } from "./pipeline-view";

type Order = (a: PipelineSummary, b: PipelineSummary) => number;

/** A page begins at a place in the order, for that follows how everything does: what moves meanwhile may be seen twice or not. */
export const listPipelines = question("listPipelines", async (ctx, input) => {
  const { scope } = ctx.actor;
  const { cursor, limit, state, sort, ...filter } = input;
  const start = Math.max(0, decodeCursor(cursor, ["count"])?.[0] ?? 0);
  const [all, unassignedCount, assembly] = await Promise.all([
    listSummaries(ctx.db, scope, filter),
    countUnassigned(ctx.db, scope, filter),
    readAssembly(ctx.db),
  ]);
  const wanted = all.filter((one) => state === undefined || one.state === state).sort(ORDERS[sort]);
  const end = start + limit;
  return {
    items: await showPipelines(ctx.db, scope, wanted.slice(start, end)),
    nextCursor: end < wanted.length ? encodeCursor([end]) : null,
    totalCount: wanted.length,
    counts: countsOf(all),
    unassignedCount,
    assembledAt: assembly?.assembledAt ?? null,
  };
});

const byName: Order = (a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1);
const LATEST = "9999";
const costOf = ({ cost }: PipelineSummary) => (cost as PipelineRow["cost"])?.monthToDate?.high ?? -1;
const budgetOf = ({ slo }: PipelineSummary) => (slo as PipelineRow["slo"])?.budgetLeft ?? Number.MAX_VALUE;

export const ORDERS: Readonly<Record<ParsedInput<"listPipelines">["sort"], Order>> = {
  attention: (a, b) =>
    HEALTH_STATES.indexOf(a.state) - HEALTH_STATES.indexOf(b.state) ||
    b.openClassCount - a.openClassCount ||
    compare(a.firstLossAt ?? LATEST, b.firstLossAt ?? LATEST) ||
    byName(a, b),
  name: byName,
  cost: (a, b) => costOf(b) - costOf(a) || byName(a, b),
  budget: (a, b) => budgetOf(a) - budgetOf(b) || byName(a, b),
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function countsOf(all: readonly PipelineSummary[]) {
  const counts = { failing: 0, stalled: 0, degraded: 0, blind: 0, healthy: 0 };
  for (const { state } of all) counts[state] += 1;
  return counts;
}
