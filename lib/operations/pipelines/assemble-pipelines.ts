import type { Graph } from "@/lib/core/inventory/graph";
import { assemblePipelines as assemble } from "@/lib/core/pipelines/assembly/assemble";
import { type MatchedRule, matcherOf } from "@/lib/core/pipelines/assembly/match-rules";
import { recognise } from "@/lib/core/pipelines/assembly/recognise";
import type { AssembledPipeline } from "@/lib/core/pipelines/pipeline";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import * as assembly from "@/lib/db/pipeline-assembly";
import { listPipelineRules } from "@/lib/db/pipeline-rules";
import { loadGraph } from "../inventory/load-graph";
import type { WorkerCtx } from "../worker-context";
import { accountNames } from "./rule-view";

/**
 * Makes the stored pipelines those that follow from the inventory and the rules of people, when something of these has changed. Only
 * what differs is written, all of it or nothing; workers that come at once take turns, and the second finds it done.
 */
export async function assemblePipelines(ctx: WorkerCtx): Promise<void> {
  const hasChanged = await inTransaction(ctx.db, async (tx) => {
    await assembly.takeTurnAtAssembling(tx);
    const basis = await assembly.readAssemblyBasis(tx);
    const isDifferent = (await assembly.findLastBasis(tx)) !== basis && (await assembleNow(ctx, tx));
    await assembly.noteAssembled(tx, basis);
    return isDifferent;
  });
  if (hasChanged) await notifyChange(ctx.db, { topic: "pipeline", id: "*", accountId: null });
}

async function assembleNow(ctx: WorkerCtx, tx: Tx): Promise<boolean> {
  // Before the rules: what somebody splits off meanwhile is then found by its rule, and not taken for gone.
  const stored = await assembly.listStored(tx);
  const parts = await assembly.listStoredParts(tx);
  const graph = await loadGraph(tx);
  const rules = await matchedRules(tx, graph);
  const { found, gone } = recognise(assemble(graph, rules), knownFrom(stored, parts), rules);
  const named = found.map(({ id, pipeline }) => ({ id: id ?? ctx.newId("pipeline"), pipeline }));
  const wanted = named.flatMap(({ id, pipeline }) => partsFrom(id, pipeline));
  const changed = changedPipelines(stored, named);
  const before = new Map(stored.map((one) => [one.id, one]));
  const vanished = gone.filter(({ id, intoId }) => isNews(before.get(id), intoId));
  const fresh = freshParts(parts, wanted);
  const stale = withoutKeys(parts, wanted);
  await assembly.holdPipelines(tx, [...changed, ...vanished]);
  await assembly.keepLastParts(tx, vanished);
  await assembly.removeParts(tx, stale);
  await assembly.saveFound(tx, changed);
  await assembly.saveGone(tx, vanished);
  await assembly.saveParts(tx, fresh);
  return changed.length + vanished.length + fresh.length + stale.length > 0;
}

async function matchedRules(tx: Tx, graph: Graph): Promise<MatchedRule[]> {
  const rules = await listPipelineRules(tx);
  if (rules.length === 0) return [];
  const arnsOf = matcherOf(graph, await accountNames(tx));
  return rules.map((rule) => ({ ...rule, arns: arnsOf(rule.match) }));
}

function knownFrom(stored: readonly assembly.StoredPipeline[], parts: readonly assembly.StoredPart[]) {
  const own = new Map<string, string[]>(stored.map(({ id }) => [id, []]));
  for (const { pipelineId, arn, role } of parts) if (role !== "shared") own.get(pipelineId)?.push(arn);
  return stored.map(({ id, anchorArn, goneAt }) => ({
    id,
    anchorArn,
    isGone: goneAt !== null,
    partArns: own.get(id) ?? [],
  }));
}

interface Named {
  readonly id: string;
  readonly pipeline: AssembledPipeline;
}

function partsFrom(pipelineId: string, { parts }: AssembledPipeline): assembly.StoredPart[] {
  return parts.map(({ accountId, ...part }) => ({ ...part, pipelineId, accountId: accountId ?? "" }));
}

function changedPipelines(stored: readonly assembly.StoredPipeline[], named: readonly Named[]) {
  const before = new Map(stored.map((one) => [one.id, one]));
  return named
    .map(({ id, pipeline: { anchorArn, name, patterns, parts } }) => ({
      ...{ id, anchorArn, name, patterns },
      partCount: parts.length,
    }))
    .filter((one) => {
      const was = before.get(one.id);
      if (!was || was.goneAt !== null || was.mergedInto !== null || was.partCount !== one.partCount) return true;
      const isSame = was.anchorArn === one.anchorArn && was.assembledName === one.name;
      return !isSame || was.patterns.join() !== one.patterns.join();
    });
}

function isNews(was: assembly.StoredPipeline | undefined, intoId: string | null): boolean {
  return was !== undefined && (was.goneAt === null || was.mergedInto !== intoId);
}

const keyOf = ({ pipelineId, arn }: assembly.StoredPart) => `${pipelineId} ${arn}`;

function freshParts(before: readonly assembly.StoredPart[], wanted: readonly assembly.StoredPart[]) {
  const known = new Map(before.map((part) => [keyOf(part), part]));
  return wanted.filter((part) => {
    const was = known.get(keyOf(part));
    return was === undefined || (Object.keys(part) as (keyof typeof part)[]).some((key) => part[key] !== was[key]);
  });
}

function withoutKeys(before: readonly assembly.StoredPart[], wanted: readonly assembly.StoredPart[]) {
  const keys = new Set(wanted.map(keyOf));
  return before.filter((part) => !keys.has(keyOf(part)));
}
