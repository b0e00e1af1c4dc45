import { spanOfWeek } from "@/lib/core/review/week";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { findWholeReview, firstConnectedAt } from "@/lib/db/reviews";
import { getSetting, lockSetting, putSetting } from "@/lib/db/settings";
import type { WorkerCtx } from "../worker-context";
import { freezeReview, type Wanted } from "./freeze-review";
import { dueWeek, type ReviewTerms, reviewTerms } from "./schedule";

/** A wish for a review, until it is written. */
export interface AskedReview {
  readonly id: string;
  readonly week: string;
  readonly zone: string;
  readonly by: string;
}
export const ASKED_REVIEWS = "reviews-asked";

/**
 * Writes the reviews that people asked for, and the one that the schedule asked for last: after a downtime that of the last whole
 * week, and none of those before it. A week in which nothing was watched yet gets none.
 */
export async function writeDueReviews(ctx: WorkerCtx): Promise<void> {
  const terms = await reviewTerms(ctx.db);
  for (const asked of (await getSetting<AskedReview[]>(ctx.db, ASKED_REVIEWS)) ?? []) {
    if (ctx.signal.aborted) return;
    await writeAsked(ctx, terms, asked);
  }
  await writeScheduled(ctx, terms);
}

async function writeAsked(ctx: WorkerCtx, terms: ReviewTerms, asked: AskedReview): Promise<void> {
  const { week, zone, by } = asked;
  const isPartial = spanOfWeek(week, zone).until > ctx.now();
  const isThere = !isPartial && (await findWholeReview(ctx.db, week, zone)) !== undefined;
  if (isThere) return void (await forgetAsked(ctx, asked.id));
  const wanted: Wanted = { week, zone, isPartial, writtenBy: by, unit: terms.unit, channels: terms.channels };
  const written = await freezeReview(ctx, wanted, async (tx) => {
    const isWanted = await takeAsked(tx, asked.id);
    return isWanted && (isPartial || (await findWholeReview(tx, week, zone)) === undefined);
  });
  if (written === undefined) await forgetAsked(ctx, asked.id);
}

async function writeScheduled(ctx: WorkerCtx, terms: ReviewTerms): Promise<void> {
  const week = dueWeek(terms, ctx.now());
  if (week === undefined || (await findWholeReview(ctx.db, week, terms.zone))) return;
  const connectedAt = await firstConnectedAt(ctx.db);
  if (connectedAt === null || connectedAt >= spanOfWeek(week, terms.zone).until) return;
  const { zone, unit, channels } = terms;
  await freezeReview(
    ctx,
    { week, zone, unit, channels, isPartial: false, writtenBy: "the schedule" },
    async (tx) => (await findWholeReview(tx, week, zone)) === undefined,
  );
}

/** Takes a wish off the list in the transaction that fulfils it; false where another worker did. */
async function takeAsked(tx: Tx, id: string): Promise<boolean> {
  const asked = (await lockSetting<AskedReview[]>(tx, ASKED_REVIEWS)) ?? [];
  const rest = asked.filter((one) => one.id !== id);
  if (rest.length < asked.length) await putSetting(tx, ASKED_REVIEWS, rest);
  return rest.length < asked.length;
}

function forgetAsked(ctx: WorkerCtx, id: string): Promise<boolean> {
  return inTransaction(ctx.db, (tx) => takeAsked(tx, id));
}
