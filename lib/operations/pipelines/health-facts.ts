import { type QueueLoss, queueLoss } from "@/lib/core/losses/queue-loss";
import { type ArrivalsFrom, arrivalsOf } from "@/lib/core/pipelines/health/arrivals-of";
import type { FunctionSight, PartFacts, PlaceSight, QueueSight, RuleSight } from "@/lib/core/pipelines/health/facts";
import { NO_ARRIVALS } from "@/lib/core/pipelines/health/facts";
import { defaultObjective } from "@/lib/core/pipelines/slo/default-objective";
import type { Sql } from "@/lib/db/connect";
import * as facts from "@/lib/db/health-facts";
import { readLossFacts } from "@/lib/db/losses";
import type { JudgedPart, JudgedPipeline } from "@/lib/db/pipeline-health";

/** All that is known of the parts of pipelines at one time. */
export interface KnownParts {
  readonly places: ReadonlyMap<string, PlaceSight>;
  readonly queues: ReadonlyMap<string, QueueSight>;
  readonly rules: ReadonlyMap<string, RuleSight>;
  readonly functions: ReadonlyMap<string, FunctionSight>;
  /** By the ARN of where they began and of where they lie. */
  readonly arrivalsAt: ReadonlyMap<string, readonly ArrivalsFrom[]>;
  readonly throughputs: ReadonlyMap<string, number>;
  readonly vanished: ReadonlySet<string>;
}

/** Reads them in a handful of statements, however many pipelines there are. */
export async function readKnownParts(db: Sql, now: Date): Promise<KnownParts> {
  const queueRows = await facts.listQueueSights(db, now);
  const arrivals = await facts.listArrivals(db, now);
  const filled = new Set(arrivals.map(({ queueArn }) => queueArn));
  const deadLetterQueues = queueRows.filter(({ isDeadLetterQueue }) => isDeadLetterQueue);
  const active = deadLetterQueues.filter(({ visible, arn }) => (visible ?? 0) > 0 || filled.has(arn));
  const losses = await readLosses(db, deadLetterQueues, now);
  const switches = new Map((await facts.listConsumerSwitches(db)).map((one) => [one.arn, one]));
  const throughputs = await facts.listThroughputs(
    db,
    active.map(({ arn }) => arn),
    now,
  );
  return {
    places: new Map((await facts.listPlaceSights(db)).map((row) => [placeKey(row), placeFrom(row)])),
    queues: new Map(queueRows.map((row) => [row.arn, queueFrom(row, switches.get(row.arn), losses.get(row.id))])),
    rules: new Map((await facts.listRuleSights(db, now)).map((row) => [row.arn, datedFrom(row)])),
    functions: new Map((await facts.listFunctionSights(db, now)).map((row) => [row.arn, datedFrom(row)])),
    arrivalsAt: byPlaceOf(arrivals),
    throughputs: new Map(throughputs.map(({ arn, perMinute }) => [arn, perMinute])),
    vanished: await facts.listVanished(db),
  };
}

async function readLosses(db: Sql, queues: readonly facts.QueueSightRow[], now: Date): Promise<Map<string, QueueLoss>> {
  const holding = queues.filter(
    ({ visible, inFlight, delayed }) => (visible ?? 0) + (inFlight ?? 0) + (delayed ?? 0) > 0,
  );
  const known = await readLossFacts(
    db,
    holding.map(({ id }) => id),
  );
  return new Map([...known].map(([id, one]) => [id, queueLoss(one, now)]));
}

function byPlaceOf(arrivals: readonly ArrivalsFrom[]): Map<string, ArrivalsFrom[]> {
  const at = new Map<string, ArrivalsFrom[]>();
  for (const one of arrivals)
    for (const arn of new Set([one.anchorArn, one.queueArn ?? one.anchorArn])) {
      const here = at.get(arn);
      if (here) here.push(one);
      else at.set(arn, [one]);
    }
  return at;
}

/** The facts of each part of one pipeline. */
export function factsOfParts(
  { tier, objective }: Pick<JudgedPipeline, "tier" | "objective">,
  parts: readonly JudgedPart[],
  known: KnownParts,
): PartFacts[] {
  const near = new Set(parts.flatMap(({ arn }) => known.arrivalsAt.get(arn) ?? []));
  const arrived = arrivalsOf(parts, [...near]);
  return parts.map((part) => ({
    part: { ...part, accountId: part.accountId || null },
    place: known.places.get(placeKey(part)) ?? null,
    isThere: part.kind === "queue" ? known.queues.has(part.arn) : !known.vanished.has(part.arn),
    objective: objective ?? defaultObjective(tier),
    queue: known.queues.get(part.arn) ?? null,
    rule: known.rules.get(part.arn) ?? null,
    function: known.functions.get(part.arn) ?? null,
    ...(arrived.get(part.arn) ?? { messages: NO_ARRIVALS, executions: NO_ARRIVALS, lost: NO_ARRIVALS }),
    throughputPerMinute: known.throughputs.get(part.arn) ?? null,
  }));
}

function placeKey({ accountId, region }: { readonly accountId: string; readonly region: string }): string {
  return `${accountId} ${region}`;
}

function placeFrom(row: facts.PlaceSightRow): PlaceSight {
  const { accountName, region, polling, isRegionConnected, status } = row;
  const whyNotRead = !isRegionConnected
    ? `${region} of ${accountName} is not connected any more`
    : polling === "listing"
      ? `${accountName} is only listed, nothing of it is read`
      : null;
  return {
    accountName,
    whyNotRead,
    status,
    blindSince: dateOf(row.blindSince),
    blindReason: row.reason,
    seenAt: dateOf(row.seenAt),
    features: new Map(
      row.features.map(({ feature, state, reason, okAt }) => [feature, { state, reason, okAt: dateOf(okAt) }]),
    ),
  };
}

function queueFrom(
  row: facts.QueueSightRow,
  switches: { readonly onCount: number; readonly offCount: number } | undefined,
  loss: QueueLoss | undefined,
): QueueSight {
  const { sentPerMinute, deletedPerMinute, minuteCount } = row;
  const isFlowKnown = sentPerMinute !== null && deletedPerMinute !== null && minuteCount !== null;
  return {
    ...row,
    sampledAt: dateOf(row.sampledAt),
    nextSampleAt: dateOf(row.nextSampleAt),
    changedAt: dateOf(row.changedAt),
    scannedAt: dateOf(row.scannedAt),
    ageAt: dateOf(row.ageAt),
    metricsUntil: dateOf(row.metricsUntil),
    looks: row.looks.map((look) => ({ ...look, at: new Date(look.at) })),
    flow: isFlowKnown ? { sentPerMinute, deletedPerMinute, minuteCount } : null,
    consumers: switches ?? { onCount: 0, offCount: 0 },
    loss: loss ?? null,
  };
}

function datedFrom<R extends { readonly askedAt: string | null; readonly toldUntil: string | null }>(row: R) {
  return { ...row, askedAt: dateOf(row.askedAt), toldUntil: dateOf(row.toldUntil) };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
