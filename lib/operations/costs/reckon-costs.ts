import { createHash } from "node:crypto";
import { EVERYTHING } from "@/lib/core/access/scope";
import { sumRanges } from "@/lib/core/cost/cost-sums";
import { forecastMonth, monthOf, monthSpan } from "@/lib/core/cost/forecast";
import { PRICE_TABLE_DATE, type PriceBook, priceBook } from "@/lib/core/cost/price-table";
import { failureTax, taxSum } from "@/lib/core/cost/tax/tax";
import {
  type CostDay,
  forgetCostDays,
  listCostedPipelines,
  readUntilByPipeline,
  saveCostBriefs,
  saveCostDays,
  sumCosts,
} from "@/lib/db/cost-figures";
import { listFreshArns, listPricedParts, type PricedPart, pageOfPricedParts } from "@/lib/db/cost-parts";
import { getSetting, putSetting } from "@/lib/db/settings";
import type { WorkerCtx } from "../worker-context";
import { type CostBasis, costOfPart, isTold, loadCostBasis, messagesInto } from "./cost-basis";
import { ownPrices } from "./own-prices";
import { paceSpan } from "./pace-span";

const RECKONED = "costs-reckoned";
const PAGE = 1000;
const DAY_MS = 86_400_000;
/** A year, and the months that it is compared with. */
const KEPT_DAYS = 500;
const ROUND_MS = 3600 * 1000;
/** What two workers' clocks may differ by, and how long a round may last. */
const MARGIN_MS = 10 * 60 * 1000;
const WHOLE_MS = 6 * 3600 * 1000;
/** Grows when formulas change, so that the month is worked out anew. */
const FORMULAS = 1;

interface Reckoned {
  readonly at: string;
  readonly roundAt: string;
  readonly wholeAt: string;
  readonly basis: string;
}

/**
 * Works out what every resource costs by the day, and each pipeline by the month: of what CloudWatch told since the last time,
 * of all every hour, and of all days of the month when prices changed and a few times a day, because figures may come late.
 * Any of it may be done twice or by two workers: the same comes out.
 */
export async function reckonCosts(ctx: WorkerCtx): Promise<void> {
  const now = ctx.now();
  const own = await ownPrices(ctx.db);
  const last = await getSetting<Reckoned>(ctx.db, RECKONED);
  const basis = createHash("sha256")
    .update(JSON.stringify([FORMULAS, PRICE_TABLE_DATE, own]))
    .digest("hex");
  const isPast = (at: string | undefined, ms: number) => at === undefined || now.getTime() - Date.parse(at) >= ms;
  const isWhole = last?.basis !== basis || isPast(last.wholeAt, WHOLE_MS);
  const isRound = isWhole || isPast(last?.roundAt, ROUND_MS);
  const book = priceBook(own);
  if (isRound) await reckonAll(ctx, isWhole ? wholeFrom(now) : dayOf(now, 1), now, book);
  else await reckonFresh(ctx, new Date(Date.parse(last.at) - MARGIN_MS), now, book);
  if (ctx.signal.aborted) return;
  if (isWhole) await forgetCostDays(ctx.db, dayOf(now, KEPT_DAYS));
  await briefPipelines(ctx, now);
  const at = now.toISOString();
  await putSetting(ctx.db, RECKONED, {
    at,
    roundAt: isRound ? at : last.roundAt,
    wholeAt: isWhole ? at : last.wholeAt,
    basis,
  });
}

/** The month, and as many days before it as a forecast looks back. */
function wholeFrom(now: Date): Date {
  return new Date(Math.min(monthSpan(monthOf(now)).from.getTime(), paceSpan(now).from.getTime()));
}
function dayOf(now: Date, daysBack: number): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS - daysBack) * DAY_MS);
}

async function reckonAll(ctx: WorkerCtx, from: Date, now: Date, prices: PriceBook): Promise<void> {
  for (let after: string | null = ""; after !== null && !ctx.signal.aborted; ) {
    const page: Awaited<ReturnType<typeof pageOfPricedParts>> = await pageOfPricedParts(ctx.db, after, PAGE);
    await reckonDays(ctx, page.parts, { from, now, prices });
    after = page.next;
  }
}

async function reckonFresh(ctx: WorkerCtx, since: Date, now: Date, prices: PriceBook): Promise<void> {
  const arns = await listFreshArns(ctx.db, since);
  for (let start = 0; start < arns.length && !ctx.signal.aborted; start += PAGE) {
    const parts = await listPricedParts(ctx.db, arns.slice(start, start + PAGE));
    await reckonDays(ctx, parts, { from: dayOf(now, 1), now, prices });
  }
}

async function reckonDays(
  ctx: WorkerCtx,
  parts: readonly PricedPart[],
  { from, now, prices }: { readonly from: Date; readonly now: Date; readonly prices: PriceBook },
): Promise<void> {
  const basis = await loadCostBasis(ctx.db, parts, { from, until: now, now });
  const beganAt = firstTold(parts, basis);
  const newest = dayOf(now, 1).toISOString().slice(0, 10);
  const days = parts.flatMap((part) =>
    basis.days
      .filter((day) => day >= newest || day >= (beganAt.get(placeOf(part)) ?? newest))
      .map((day) => dayCost(part, day, basis, prices)),
  );
  for (let start = 0; start < days.length; start += 5000) await saveCostDays(ctx.db, days.slice(start, start + 5000));
}

const placeOf = ({ accountId, region }: PricedPart) => `${accountId} ${region}`;

/** The first day of which anything was told in a place: before it nobody measured, so that nothing is said. */
function firstTold(parts: readonly PricedPart[], { sumsOf }: CostBasis): Map<string, string> {
  const first = new Map<string, string>();
  for (const part of parts)
    for (const [day, sums] of sumsOf.get(part.arn) ?? [])
      if (isTold(sums) && day < (first.get(placeOf(part)) ?? "9")) first.set(placeOf(part), day);
  return first;
}

function dayCost(part: PricedPart, day: string, basis: CostBasis, prices: PriceBook): CostDay {
  const cost = costOfPart(part, basis, [day], prices);
  const usd = sumRanges(cost.lines.map((line) => line.usd));
  const tax = taxSum(failureTax([cost], prices));
  return {
    arn: part.arn,
    day,
    accountId: part.accountId,
    region: part.region,
    low: usd?.low ?? null,
    high: usd?.high ?? null,
    taxLow: tax?.low ?? null,
    taxHigh: tax?.high ?? null,
    messageCount: messagesInto(cost),
    missing: cost.lines.flatMap(({ item, usd: known, note }) => (known ? [] : [`${item}: ${note ?? "unknown"}`])),
  };
}

async function briefPipelines(ctx: WorkerCtx, now: Date): Promise<void> {
  const month = monthOf(now);
  const [pipelines, soFar, pace, readUntil] = await Promise.all([
    listCostedPipelines(ctx.db, EVERYTHING),
    sumCosts(ctx.db, EVERYTHING, monthSpan(month)),
    sumCosts(ctx.db, EVERYTHING, paceSpan(now)),
    readUntilByPipeline(ctx.db),
  ]);
  const briefs = pipelines.map(({ id }) => {
    const sum = soFar.get(id);
    const paced = pace.get(id);
    const forecast = forecastMonth(month, now, sum?.usd ?? null, {
      usd: paced?.usd ?? null,
      dayCount: paced?.dayCount ?? 0,
    });
    return {
      id,
      cost: {
        monthToDate: sum?.usd ?? null,
        forecast: forecast.usd,
        failureTax: sum?.tax ?? null,
        asOf: readUntil.get(id) ?? null,
      },
    };
  });
  await saveCostBriefs(ctx.db, briefs);
}
