import { isJudged, judgePart } from "@/lib/core/pipelines/health/judge-part";
import { judgePipeline, type KnownHealth } from "@/lib/core/pipelines/health/judge-pipeline";
import { keepKnown } from "@/lib/core/pipelines/health/keep-known";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import * as health from "@/lib/db/pipeline-health";
import type { WorkerCtx } from "../worker-context";
import { factsOfParts, readKnownParts } from "./health-facts";

/** Evidence whose words are the same bears a time that is no older than this. */
const SAME_FOR_MS = 60_000;

/**
 * Judges every pipeline by what is known now, and keeps the evidence, the state and its history: all of it or nothing. While
 * another worker judges it does nothing. Open pages hear of it where a state or its evidence changed.
 */
export async function judgePipelines(ctx: WorkerCtx): Promise<void> {
  const isNews = await inTransaction(ctx.db, async (tx) => {
    const at = await health.takeTurnAtHealth(tx);
    return at !== undefined && judgeAll(tx, at);
  });
  if (isNews) await notifyChange(ctx.db, { topic: "pipeline", id: "*", accountId: null });
}

async function judgeAll(tx: Tx, at: Date): Promise<boolean> {
  await health.endHealthOfGone(tx, at);
  const gaps = await health.noteGaps(tx, at);
  const pipelines = await health.listPipelinesToJudge(tx);
  if (pipelines.length === 0) return false;
  const parts = groupedByPipeline(await health.listPartsToJudge(tx));
  const before = groupedByPipeline(await health.listPipelineEvidence(tx));
  const known = await readKnownParts(tx, at);
  const judged = pipelines.map((pipeline) => {
    const own = parts.get(pipeline.id) ?? [];
    const found = factsOfParts(pipeline, own, known).flatMap((facts) => judgePart(facts, at));
    const evidence = keepKnown(found, before.get(pipeline.id) ?? []);
    const sight = {
      partCount: own.length,
      judgedCount: own.filter((part) => isJudged({ ...part, accountId: part.accountId || null })).length,
    };
    const verdict = judgePipeline(evidence, knownHealthOf(pipeline, gaps.has(pipeline.id) ? at : null), at, sight);
    return { pipeline, evidence, verdict: { pipelineId: pipeline.id, ...verdict } };
  });
  return keep(tx, judged, before, { at, gaps });
}

interface Judged {
  readonly pipeline: health.JudgedPipeline;
  readonly evidence: ReturnType<typeof judgePart>;
  readonly verdict: health.JudgedHealth;
}
async function keep(
  tx: Tx,
  judged: readonly Judged[],
  before: ReadonlyMap<string, readonly health.PipelineEvidence[]>,
  { at, gaps }: { readonly at: Date; readonly gaps: ReadonlySet<string> },
): Promise<boolean> {
  const changes = judged.map(({ pipeline, evidence }) =>
    changesOf(pipeline.id, evidence, before.get(pipeline.id) ?? []),
  );
  const over = changes.flatMap((change) => change.over);
  const changed = changes.flatMap((change) => change.changed);
  await health.saveEvidence(tx, { over, changed });
  const verdicts = judged.map(({ verdict }) => verdict);
  await health.saveHealth(tx, verdicts, at);
  const turned = judged.filter(({ pipeline: { id, state }, verdict }) => state !== verdict.state || gaps.has(id));
  await health.turnSpans(
    tx,
    turned.map(({ verdict }) => verdict),
    at,
  );
  return turned.length > 0 || over.length > 0 || changes.some(({ isNews }) => isNews);
}

/** What to write so that the kept evidence is this. Equal words are written again once a minute, for their time. */
function changesOf(pipelineId: string, evidence: Judged["evidence"], before: readonly health.PipelineEvidence[]) {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  const now = new Set(evidence.map(keyOf));
  const differs = evidence.filter((one) => !isSame(one, known.get(keyOf(one))));
  const isOld = (one: Judged["evidence"][number]) =>
    Date.parse(one.at) - Date.parse(known.get(keyOf(one))?.at ?? one.at) >= SAME_FOR_MS;
  return {
    over: before.filter((one) => !now.has(keyOf(one))),
    changed: evidence.filter((one) => differs.includes(one) || isOld(one)).map((one) => ({ ...one, pipelineId })),
    isNews: differs.length > 0,
  };
}

type Evidence = Judged["evidence"][number];
function isSame(one: Evidence, other: Evidence | undefined): boolean {
  return other !== undefined && one.state === other.state && one.sentence === other.sentence;
}

function keyOf({ arn, signal }: Evidence): string {
  return `${signal} ${arn}`;
}

/** After a time in which nobody judged, well begins anew; trouble that was known goes on. */
function knownHealthOf(before: health.JudgedPipeline, againAt: Date | null): KnownHealth | null {
  const { state, reason, since, candidate, candidateSince, isFirstState } = before;
  if (state === null || reason === null || since === null) return null;
  return {
    state,
    reason,
    since: againAt && state === "healthy" ? againAt : new Date(since),
    candidate,
    candidateSince: candidateSince === null ? null : new Date(candidateSince),
    isFirstState,
  };
}

function groupedByPipeline<T extends { readonly pipelineId: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(one.pipelineId);
    if (group) group.push(one);
    else groups.set(one.pipelineId, [one]);
  }
  return groups;
}
