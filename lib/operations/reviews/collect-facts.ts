import { EVERYTHING } from "@/lib/core/access/scope";
import { unitPrice } from "@/lib/core/cost/prices";
import type { HopSlo } from "@/lib/core/pipelines/slo/hop-slo";
import { decisionsFrom } from "@/lib/core/review/decisions";
import type { ReviewFact } from "@/lib/core/review/fact";
import { placed, type RawFact } from "@/lib/core/review/place";
import type { PipelineWeek, Sums } from "@/lib/core/review/review";
import type { Sight } from "@/lib/core/review/summarise";
import { healthOfWeek, sloOfWeek } from "@/lib/core/review/week-of-pipeline";
import type { Sql } from "@/lib/db/connect";
import { readAlertFacts } from "@/lib/db/review-alert-facts";
import { readClassFacts } from "@/lib/db/review-class-facts";
import { readCostFacts, readWeekUsage } from "@/lib/db/review-cost-facts";
import { readDecisions } from "@/lib/db/review-decisions";
import { readLossFacts } from "@/lib/db/review-loss-facts";
import { readRunFacts } from "@/lib/db/review-run-facts";
import { readBlindFacts, readFindingFacts, readSight, readUnownedQueues } from "@/lib/db/review-sight-facts";
import type { ReviewSpan } from "@/lib/db/review-span";
import * as week from "@/lib/db/review-week-pipelines";
import { knownPrices } from "../costs/own-prices";
import { reckonSlo } from "../pipelines/reckon-slo";

const READERS = [
  readClassFacts,
  readRunFacts,
  readLossFacts,
  readAlertFacts,
  readBlindFacts,
  readFindingFacts,
  readUnownedQueues,
  readCostFacts,
  readDecisions,
] as const;
const BATCH = 100;

/** A pipeline of the week without its sums: those are of the facts. */
export type PipelineFacts = Omit<PipelineWeek, keyof Sums> & Pick<week.WeekPipeline, "accountIds" | "partArns">;

export interface Collected {
  readonly facts: readonly ReviewFact[];
  readonly pipelines: readonly PipelineFacts[];
  readonly sight: Sight;
}

/** Everything that a review of this week counts, as it is known now. Reads only. */
export async function collectFacts(db: Sql, span: ReviewSpan): Promise<Collected> {
  const raw: RawFact[] = [];
  for (const read of READERS) raw.push(...(await read(db, span)));
  raw.push(...(await ownCosts(db, span)));
  const pipelines = await readPipelines(db, span);
  raw.push(...pipelines.flatMap(factsOfPipeline));
  const facts = placed(raw, { parts: await week.listWeekParts(db, span), owners: await week.listOwned(db) });
  const decisions = decisionsFrom(facts, span.until);
  return { facts: [...facts, ...decisions], pipelines, sight: await readSight(db) };
}

async function readPipelines(db: Sql, span: ReviewSpan): Promise<PipelineFacts[]> {
  const found = await week.listWeekPipelines(db, span);
  const spans = Map.groupBy(await week.listWeekSpans(db, span), ({ pipelineId }) => pipelineId);
  const hops = await readHops(
    db,
    found.filter(({ isLiving }) => isLiving),
    span.until,
  );
  return found.map(({ objective: _, isLiving: __, ...pipeline }) => ({
    ...pipeline,
    health: healthOfWeek(spans.get(pipeline.id) ?? [], span.from, span.until),
    slo: sloOfWeek(hops.get(pipeline.id)),
  }));
}

/** How living pipelines keep their objectives, over the window that ends with the week. */
async function readHops(db: Sql, living: readonly week.WeekPipeline[], until: Date): Promise<Map<string, HopSlo[]>> {
  const hops = new Map<string, HopSlo[]>();
  for (let start = 0; start < living.length; start += BATCH)
    for (const slo of await reckonSlo(db, EVERYTHING, living.slice(start, start + BATCH), until))
      hops.set(slo.pipelineId, slo.hops);
  return hops;
}

/** What is said of a pipeline as a whole is of no account: it is for who may see all of it. */
function factsOfPipeline({ id, name, owner, team, slo, isGone }: PipelineFacts): RawFact[] {
  const about = {
    ...{ accountId: "", accountName: null, region: null, arn: null, queueArn: null, queueId: null, classId: null },
    ...{ subjectId: id, label: name, at: null, owner, team, pipelineIds: [id] },
  };
  const budget: RawFact = { ...about, kind: "budget", value: slo.budgetLeft, detail: { sentence: slo.sentence } };
  const unowned: RawFact = { ...about, kind: "unowned", value: 1, detail: { about: "pipeline" } };
  return [...(isGone ? [] : [budget]), ...(owner === null && !isGone ? [unowned] : [])];
}

/** What our own calls cost, by account; null where an account's calls have no price. */
async function ownCosts(db: Sql, span: ReviewSpan): Promise<RawFact[]> {
  const { book } = await knownPrices(db);
  const byAccount = Map.groupBy(await readWeekUsage(db, span), ({ accountId }) => accountId);
  return [...byAccount].map(([accountId, uses]) => {
    const usd = uses.flatMap(({ action, region, units }) => {
      const price = unitPrice(action, region, book);
      return price ? [price.usd * units] : [];
    });
    const value = usd.length === 0 ? null : usd.reduce((sum, one) => sum + one, 0);
    const accountName = uses[0]?.accountName ?? null;
    return {
      ...{ kind: "own-cost", accountId, accountName, region: null, arn: null, queueArn: null, queueId: null },
      ...{ classId: null, subjectId: accountId, label: accountName ?? "our calls", at: null, value },
      detail: { low: value ?? 0, calls: uses.reduce((sum, { calls }) => sum + calls, 0) },
    } satisfies RawFact;
  });
}
