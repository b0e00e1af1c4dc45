import { createHash } from "node:crypto";
import { EVERYTHING } from "@/lib/core/access/scope";
import type { ReviewMessage } from "@/lib/core/alerts/notification";
import { canonicalJson } from "@/lib/core/canonical-json";
import type { ReviewFact } from "@/lib/core/review/fact";
import { inOrder } from "@/lib/core/review/order";
import type { ReviewedPipeline, Unit } from "@/lib/core/review/review";
import { type Summed, sumsOf } from "@/lib/core/review/summarise";
import type { Tallies } from "@/lib/core/review/tally";
import { dateAt, spanOfWeek } from "@/lib/core/review/week";
import { appendAudit } from "@/lib/db/audit";
import { inSnapshot, inTransaction, type Tx } from "@/lib/db/connect";
import { queueNotification } from "@/lib/db/notifications";
import { notifyChange } from "@/lib/db/notify";
import type { ReviewSpan } from "@/lib/db/review-span";
import { readPipelineTallies, readTallies, readTeamTallies } from "@/lib/db/review-tallies";
import * as reviews from "@/lib/db/reviews";
import type { WorkerCtx } from "../worker-context";
import { type Collected, collectFacts } from "./collect-facts";
import { type PageOne, pageOneOf } from "./page-one";

export interface Wanted {
  readonly week: string;
  readonly zone: string;
  readonly unit: Unit;
  readonly isPartial: boolean;
  readonly writtenBy: string;
  /** Names of channels that are told. */
  readonly channels: readonly string[];
}

/**
 * Counts a week and freezes it: all of it or nothing, and of a whole week one only, also when two workers do it at once. `isStillWanted` is asked
 * in the transaction that writes it. Returns its id, or undefined where nothing was written.
 */
export async function freezeReview(
  ctx: WorkerCtx,
  wanted: Wanted,
  isStillWanted: (tx: Tx) => Promise<boolean>,
): Promise<string | undefined> {
  const startedAt = performance.now();
  const { collected, span } = await inSnapshot(ctx.db, async (tx) => {
    const span = await spanOf(ctx, tx, wanted);
    return { span, collected: await collectFacts(tx, span) };
  });
  const id = ctx.newId("review");
  return inTransaction(ctx.db, async (tx) => {
    await reviews.takeTurnAtReviews(tx);
    if (!(await isStillWanted(tx))) return undefined;
    const { week, zone, isPartial, writtenBy, unit } = wanted;
    const made = { id, week, zone, isPartial, writtenBy, unit, from: span.from, until: span.until };
    const sha256 = hashOfFacts(collected.facts);
    await reviews.insertFacts(tx, id, collected.facts);
    await reviews.insertReview(tx, { ...made, sha256, tookMs: Math.round(performance.now() - startedAt) });
    const pageOne = await freezeSums(tx, id, wanted, collected);
    await appendAudit(tx, ctx, {
      action: "review.written",
      objectKind: "review",
      objectId: id,
      detail: { week, isPartial, by: writtenBy, sha256, factCount: collected.facts.length },
    });
    if (!isPartial) await post(ctx, tx, id, wanted, pageOne);
    await notifyChange(tx, { topic: "review", id, accountId: null });
    return id;
  });
}

async function spanOf(ctx: WorkerCtx, tx: Tx, { week, zone, isPartial }: Wanted): Promise<ReviewSpan> {
  const { from, until: end } = spanOfWeek(week, zone);
  const now = ctx.now();
  const until = isPartial && now < end ? now : end;
  // The last day is that in which its last moment lies.
  const lastDay = dateAt(new Date(until.getTime() - 1), zone);
  const endDay = new Date(Date.parse(lastDay) + 86_400_000).toISOString().slice(0, 10);
  const lastWrittenAt = await reviews.lastWrittenBefore(tx, from);
  return { from, until, firstDay: dateAt(from, zone), endDay, lastWrittenAt };
}

/** Works the sums out of the facts as they were frozen, pipeline by pipeline and for all of it. */
async function freezeSums(tx: Tx, id: string, wanted: Wanted, { pipelines, sight }: Collected): Promise<PageOne> {
  const tallies = await readPipelineTallies(tx, id);
  const none: Tallies = new Map();
  const places = new Map(pipelines.map(({ id: pipelineId, ...rest }) => [pipelineId, rest]));
  const ordered: ReviewedPipeline[] = inOrder(
    pipelines.map(({ accountIds: _, partArns: __, ...pipeline }) => ({
      ...pipeline,
      ...sumsOf(tallies.get(pipeline.id) ?? none),
    })),
    wanted.unit,
  );
  await reviews.insertReviewPipelines(
    tx,
    id,
    ordered.map((document) => ({
      document,
      accountIds: places.get(document.id)?.accountIds ?? [],
      partArns: places.get(document.id)?.partArns ?? [],
    })),
  );
  const written = await reviews.findReview(tx, id);
  if (!written) throw new Error("a review that was written is not there");
  const summed: Summed = {
    tallies: (await readTallies(tx, EVERYTHING, [id])).get(id) ?? none,
    unit: wanted.unit,
    sight,
  };
  const pageOne = await pageOneOf(tx, EVERYTHING, written, {
    summed,
    byTeam: await readTeamTallies(tx, EVERYTHING, id),
    pipelines: ordered,
  });
  await reviews.insertTotal(tx, id, pageOne);
  return pageOne;
}

/** Tells the channels, in the transaction that wrote it: nobody is told of a review that is not there. */
async function post(ctx: WorkerCtx, tx: Tx, id: string, { week, channels }: Wanted, pageOne: PageOne): Promise<void> {
  const document: ReviewMessage = {
    kind: "review",
    dedupKey: `review ${week}`,
    title: `Weekly review ${week}: ${pageOne.headline}`,
    lines: pageOne.numbers.map(({ label, words }) => `${label}: ${words}`),
    openUrl: new URL(`/reviews/${id}`, ctx.settings.baseUrl).href,
  };
  for (const channelId of await reviews.channelIdsOf(tx, channels))
    await queueNotification(tx, {
      ...{ id: ctx.newId("notification"), channelId, alertId: null, reviewId: id, kind: "review", document },
    });
}

/** Over the facts in their order: whoever has them can work it out again. */
export function hashOfFacts(facts: readonly ReviewFact[]): string {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`${canonicalJson(fact)}\n`);
  return hash.digest("hex");
}
