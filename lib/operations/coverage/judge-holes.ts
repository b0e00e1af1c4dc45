import type { FoundHole } from "@/lib/core/coverage/judge";
import type { CoverageFacts } from "@/lib/core/coverage/rule";
import { COVERAGE_RULES } from "@/lib/core/coverage/rules";
import type { Graph } from "@/lib/core/inventory/graph";
import { inTransaction, type Tx } from "@/lib/db/connect";
import * as judgement from "@/lib/db/coverage-judgement";
import { notifyChange } from "@/lib/db/notify";
import { loadGraph } from "../inventory/load-graph";
import { refreshOwnership } from "../ownership/refresh-ownership";
import type { WorkerCtx } from "../worker-context";
import { accountsNamedIn } from "./accounts-named-in";
import { countChecked } from "./count-checked";
import { type Look, lookForHoles } from "./look";
import { ownerOfHole } from "./owner-of-hole";
import { holesToSave, mendedFindings } from "./settle-findings";

/** Rules about time, such as one that has gone silent, are put again after this long though nothing changed. */
const OLDEST_SECONDS = 15 * 60;

/**
 * Works out owners, findings and scores anew when something changed that they follow from. All of it or nothing is
 * written; workers that come at once take turns, and the second finds it done.
 */
export async function judgeHoles(ctx: WorkerCtx): Promise<void> {
  const look = await inTransaction(ctx.db, async (tx) => {
    await judgement.takeTurnAtJudging(tx);
    const basis = await judgement.readBasis(tx);
    const last = await judgement.findLastJudgement(tx);
    if (last?.basis === basis && last.ageSeconds < OLDEST_SECONDS) return undefined;
    const at = await judgement.noteJudged(tx, basis);
    return judgeAt(ctx, tx, at);
  });
  if (!look) return;
  for (const broken of look.brokenRules) ctx.log.error(broken, "a coverage rule broke");
  await notifyChange(ctx.db, { topic: "coverage", id: "*", accountId: null });
}

async function judgeAt(ctx: WorkerCtx, tx: Tx, at: Date): Promise<Look> {
  const graph = await loadGraph(tx);
  const owners = new Map<string, string>();
  for (const [arn, { owner }] of await refreshOwnership(tx, graph)) if (owner !== null) owners.set(arn, owner);
  const facts: CoverageFacts = { now: at, activity: await judgement.listActivity(tx), owners };
  const look = lookForHoles(graph, facts, COVERAGE_RULES);
  await settle(ctx, tx, graph, look, facts);
  await judgement.saveChecked(tx, countChecked(graph, look, owners));
  await judgement.saveScores(tx);
  return look;
}

async function settle(ctx: WorkerCtx, tx: Tx, graph: Graph, look: Look, { now, owners }: CoverageFacts): Promise<void> {
  const mended = mendedFindings(graph, look, await judgement.listOpenFindings(tx));
  const ids = mended.map(({ id }) => id);
  await judgement.resolveFindings(tx, ids, now);
  const found = holesToSave(graph, look).map((hole) => ({
    ...findingFrom(hole, ctx.newId("finding"), owners),
    detail: { ...detailOf(hole), namedAccountIds: accountsNamedIn(hole, graph, owners) },
  }));
  await judgement.saveFindings(tx, found, now);
}

function findingFrom(hole: FoundHole, id: string, owners: ReadonlyMap<string, string>) {
  const { resource, rule, part, severity, confidence, summary } = hole;
  const { accountId, region, arn, kind } = resource;
  return {
    id,
    accountId,
    region,
    rule,
    arn,
    part,
    kind,
    severity,
    confidence,
    summary,
    owner: ownerOfHole(hole, owners),
  };
}

function detailOf({ resource, evidence, fix, failingStageArn }: FoundHole) {
  return { name: resource.name, evidence, fix, failingStageArn };
}
