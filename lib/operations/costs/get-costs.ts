import type { CostRow } from "@/lib/contract/costs";
import { perMillion, sumRanges } from "@/lib/core/cost/cost-sums";
import { type Forecast, forecastMonth, monthOf, monthSpan } from "@/lib/core/cost/forecast";
import { listComparedDays } from "@/lib/db/bill-comparison";
import { sumBilled } from "@/lib/db/bills";
import {
  type CostedPipeline,
  type CostSpan,
  type CostSum,
  listCostedPipelines,
  listMissing,
  readUntil,
  SHARED,
  sumCostDays,
  sumCosts,
  UNASSIGNED,
} from "@/lib/db/cost-figures";
import type { Ctx } from "../context";
import { type ParsedInput, question } from "../operation";
import { type Billed, billedByPipeline, ratioOf, ratioWords } from "./billed";
import { knownPrices } from "./own-prices";
import { paceSpan } from "./pace-span";

type Input = ParsedInput<"getCosts">;

interface Loaded {
  readonly month: string;
  readonly now: Date;
  readonly pipelines: readonly CostedPipeline[];
  readonly sums: ReadonlyMap<string, CostSum>;
  readonly pace: ReadonlyMap<string, CostSum>;
  readonly billed: ReadonlyMap<string, Billed>;
  readonly isNarrowed: boolean;
}

/** What the pipelines cost in a month, as far as the asker sees their parts: worked out by the clock, dearest first. */
export const getCosts = question("getCosts", async (ctx, input) => {
  const loaded = await load(ctx, input);
  const { month } = loaded;
  const span = { ...monthSpan(month), accountId: input.accountId, region: input.region };
  const [days, missing, compared, asOf, prices] = await Promise.all([
    sumCostDays(ctx.db, ctx.actor.scope, span),
    listMissing(ctx.db, ctx.actor.scope, span),
    listComparedDays(ctx.db, ctx.actor.scope, span),
    readUntil(ctx.db, ctx.actor.scope),
    knownPrices(ctx.db),
  ]);
  const rows = rowsOf(loaded);
  return {
    month,
    asOf,
    sum: {
      ...sumOf(loaded),
      modelToBill: ratioOf(compared),
      missing: [...missing, ...ratioWords(loaded.billed.size > 0, compared)],
    },
    rows,
    days: days.map(({ day, usd, tax }) => ({ day, usd, failureTax: tax })),
    pricedFrom: prices.from,
  };
});

async function load(ctx: Ctx, input: Input): Promise<Loaded> {
  const now = ctx.now();
  const month = input.month ?? monthOf(now);
  const { scope } = ctx.actor;
  const narrowed = { accountId: input.accountId, region: input.region };
  const span: CostSpan = { ...monthSpan(month), ...narrowed };
  const [pipelines, sums, pace, billed] = await Promise.all([
    listCostedPipelines(ctx.db, scope),
    sumCosts(ctx.db, scope, span),
    sumCosts(ctx.db, scope, { ...paceSpan(now), ...narrowed }),
    sumBilled(ctx.db, scope, span),
  ]);
  const isNarrowed = input.accountId !== undefined || input.region !== undefined;
  return { month, now, pipelines, sums, pace, billed: billedByPipeline(billed), isNarrowed };
}

function rowsOf(loaded: Loaded): CostRow[] {
  const { pipelines, sums, isNarrowed } = loaded;
  const own = pipelines
    .filter(({ id }) => !isNarrowed || sums.has(id))
    .map(({ id, name, owner, partCount, visibleCount, sharedCount }) => ({
      ...rowFrom(loaded, id),
      pipelineId: id,
      name,
      owner,
      isOfPart: partCount > visibleCount,
      note: sharedCount > 0 ? `${sharedCount} shared ${sharedCount === 1 ? "part is" : "parts are"} not in it.` : null,
    }));
  const others = [
    { id: SHARED, name: "Shared by several pipelines", note: "In no pipeline's own sum." },
    { id: UNASSIGNED, name: "In no pipeline", note: null },
  ].filter(({ id }) => sums.has(id));
  return [
    ...own,
    ...others.map(({ id, name, note }) => ({
      ...rowFrom(loaded, id),
      pipelineId: null,
      name,
      owner: null,
      isOfPart: false,
      note,
    })),
  ].sort((a, b) => (b.monthToDate?.high ?? -1) - (a.monthToDate?.high ?? -1) || a.name.localeCompare(b.name));
}

function rowFrom(loaded: Loaded, id: string) {
  const sum = loaded.sums.get(id);
  const usd = sum?.usd ?? null;
  return {
    monthToDate: usd,
    forecast: forecastOf(loaded, id).usd,
    perMillion: perMillion(usd, sum?.messageCount ?? null),
    failureTax: sum?.tax ?? null,
    billUsd: loaded.billed.get(id)?.usd ?? null,
  };
}

function forecastOf({ month, now, sums, pace }: Loaded, id: string): Forecast {
  const paced = pace.get(id);
  return forecastMonth(month, now, sums.get(id)?.usd ?? null, {
    usd: paced?.usd ?? null,
    dayCount: paced?.dayCount ?? 0,
  });
}

/** Each at the pace of the days in which it was measured itself; what was not measured for a day stays as it is. */
function eachForecast(loaded: Loaded) {
  return sumRanges([...loaded.sums].map(([id, { usd }]) => forecastOf(loaded, id).usd ?? usd));
}

function sumOf(loaded: Loaded) {
  const { month, now, sums, pace, billed } = loaded;
  const all = [...sums.values()];
  const paced = [...pace.values()];
  const monthToDate = sumRanges(all.map(({ usd }) => usd));
  const dayCount = Math.max(0, ...paced.map((one) => one.dayCount));
  const forecast = forecastMonth(month, now, monthToDate, { usd: sumRanges(paced.map(({ usd }) => usd)), dayCount });
  const counts = all.flatMap(({ messageCount }) => messageCount ?? []);
  const messageCount = counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
  return {
    monthToDate,
    forecast: forecast.usd && eachForecast(loaded),
    forecastBasis: forecast.basis,
    perMillion: perMillion(monthToDate, messageCount),
    messageCount,
    failureTax: sumRanges(all.map(({ tax }) => tax)),
    billUsd: billed.size === 0 ? null : [...billed.values()].reduce((sum, { usd }) => sum + usd, 0),
  };
}
