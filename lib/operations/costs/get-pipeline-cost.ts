import type { OutputOf } from "@/lib/contract";
import type { CostLineView } from "@/lib/contract/costs";
import type { CostLine } from "@/lib/core/cost/cost-line";
import { missingOf, perMillion, sumRanges } from "@/lib/core/cost/cost-sums";
import { forecastMonth, monthOf, monthSpan } from "@/lib/core/cost/forecast";
import { costLines } from "@/lib/core/cost/formulas/formulas";
import type { PriceBook } from "@/lib/core/cost/price-table";
import { failureTax, type TaxedPart, taxSum } from "@/lib/core/cost/tax/tax";
import { NotFound } from "@/lib/core/errors";
import { listComparedDays } from "@/lib/db/bill-comparison";
import { sumBilled } from "@/lib/db/bills";
import { listSharedArns, sumCosts } from "@/lib/db/cost-figures";
import { listPricedParts } from "@/lib/db/cost-parts";
import { findPipeline, listParts, type PartRow, type PipelineRecord } from "@/lib/db/pipelines";
import type { Ctx } from "../context";
import { onPipeline } from "../on";
import { question } from "../operation";
import { billedByPipeline, ratioOf, ratioWords } from "./billed";
import { type CostBasis, costOfPart, isTold, loadCostBasis, messagesInto } from "./cost-basis";
import { knownPrices } from "./own-prices";
import { paceSpan } from "./pace-span";

/** What one pipeline costs, as far as the asker sees its parts: each line, each tax, each with its formula. */
export const getPipelineCost = question(
  "getPipelineCost",
  async (ctx, { id, month: asked }) => {
    const pipeline = await findPipeline(ctx.db, ctx.actor.scope, id);
    if (!pipeline) throw new NotFound("pipeline", id);
    return costOfPipeline(ctx, pipeline, asked ?? monthOf(ctx.now()));
  },
  onPipeline,
);

type PipelineCost = OutputOf<"getPipelineCost">;
interface Model {
  readonly parts: readonly PartRow[];
  readonly shared: ReadonlySet<string>;
  readonly taxed: readonly TaxedPart[];
  readonly basis: CostBasis;
  readonly book: PriceBook;
}

async function costOfPipeline(ctx: Ctx, pipeline: PipelineRecord, month: string): Promise<PipelineCost> {
  const prices = await knownPrices(ctx.db);
  const model = await loadModel(ctx, pipeline.id, month, prices.book);
  const lines = linesOf(model);
  const own = model.taxed.filter(({ part }) => !model.shared.has(part.arn));
  const tax = failureTax(own, model.book);
  const billed = billedByPipeline(await sumBilled(ctx.db, ctx.actor.scope, monthSpan(month))).get(pipeline.id);
  const days = await listComparedDays(ctx.db, ctx.actor.scope, monthSpan(month));
  const compared = days.filter(({ pipelineId }) => pipelineId === pipeline.id);
  const monthToDate = sumRanges(lines.filter((line) => !line.isShared).map(({ usd }) => usd));
  const messageCount = entryCount(model);
  const forecast = await forecastOf(ctx, pipeline.id, month, monthToDate);
  return {
    pipelineId: pipeline.id,
    month,
    asOf: asOf(model),
    sum: {
      monthToDate,
      forecast: forecast.usd,
      forecastBasis: forecast.basis,
      perMillion: perMillion(monthToDate, messageCount),
      messageCount,
      failureTax: taxSum(tax),
      billUsd: billed?.usd ?? null,
      modelToBill: ratioOf(compared),
      missing: [...missingWords(pipeline, model, lines), ...ratioWords(billed !== undefined, compared)],
    },
    lines,
    failureTax: tax.map(({ formula, ...item }) => ({ ...item, formula: { ...formula, inputs: [...formula.inputs] } })),
    days: daysOf(own, model),
    bill: billed ? { name: billed.name, matchedBy: billed.matchedBy, services: billed.services } : null,
    pricedFrom: prices.from,
    isOfPart: pipeline.hiddenPartCount > 0,
  };
}

async function loadModel(ctx: Ctx, id: string, month: string, book: PriceBook): Promise<Model> {
  const parts = await listParts(ctx.db, ctx.actor.scope, [id]);
  const arns = parts.flatMap(({ arn, accountId }) => (accountId === "" ? [] : [arn]));
  const [priced, shared] = await Promise.all([listPricedParts(ctx.db, arns), listSharedArns(ctx.db, arns)]);
  const basis = await loadCostBasis(ctx.db, priced, { ...monthSpan(month), now: ctx.now() });
  return { parts, shared, basis, book, taxed: priced.map((part) => costOfPart(part, basis, basis.days, book)) };
}

function linesOf({ parts, shared, taxed }: Model): CostLineView[] {
  const byArn = new Map(parts.map((part) => [part.arn, part]));
  return taxed
    .flatMap(({ lines }) => lines)
    .flatMap((line) => {
      const part = byArn.get(line.arn);
      return part ? [lineView(line, part, shared.has(line.arn))] : [];
    })
    .sort(
      (a, b) =>
        (b.usd?.high ?? -1) - (a.usd?.high ?? -1) || a.name.localeCompare(b.name) || a.item.localeCompare(b.item),
    );
}

function lineView({ arn, region, item, usd, note, formula }: CostLine, part: PartRow, isShared: boolean): CostLineView {
  const { name, kind, accountName } = part;
  return {
    arn,
    name,
    kind,
    accountName,
    region,
    item,
    usd,
    note,
    isShared,
    formula: { ...formula, inputs: [...formula.inputs] },
  };
}

function entryCount({ parts, shared, taxed }: Model): number | null {
  const entries = new Set(parts.filter(({ role, arn }) => role === "entry" && !shared.has(arn)).map(({ arn }) => arn));
  const counts = taxed.filter(({ part }) => entries.has(part.arn)).flatMap((one) => messagesInto(one) ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

async function forecastOf(ctx: Ctx, id: string, month: string, soFar: PipelineCost["sum"]["monthToDate"]) {
  const pace = (await sumCosts(ctx.db, ctx.actor.scope, paceSpan(ctx.now()))).get(id);
  return forecastMonth(month, ctx.now(), soFar, { usd: pace?.usd ?? null, dayCount: pace?.dayCount ?? 0 });
}

/** Until when all of it was read. */
function asOf({ taxed }: Model): string | null {
  const times = taxed.flatMap(({ part }) =>
    "readUntil" in part && typeof part.readUntil === "string" ? [part.readUntil] : [],
  );
  return times.sort()[0] ?? null;
}

function missingWords(pipeline: PipelineRecord, model: Model, lines: readonly CostLineView[]): string[] {
  const { hiddenPartCount } = pipeline;
  const sharedCount = model.parts.filter(({ arn }) => model.shared.has(arn)).length;
  const firstTold = model.basis.days.find((day) => isToldOn(model, day));
  const isLate = firstTold !== undefined && firstTold !== model.basis.days[0];
  return [
    ...missingOf(lines.filter(({ isShared }) => !isShared)),
    ...(isLate ? [`Before ${firstTold} nothing was told of any of its parts.`] : []),
    ...(sharedCount > 0
      ? [`${sharedCount} shared ${sharedCount === 1 ? "part" : "parts"}: in no pipeline's own sum.`]
      : []),
    ...(hiddenPartCount > 0
      ? [`${hiddenPartCount} ${hiddenPartCount === 1 ? "part" : "parts"} outside of your rights.`]
      : []),
  ];
}

function isToldOn({ taxed, basis }: Model, day: string): boolean {
  return taxed.some(({ part }) => isTold(basis.sumsOf.get(part.arn)?.get(day)));
}

/** Days of which nothing was told have no figure. */
function daysOf(own: readonly TaxedPart[], model: Model): PipelineCost["days"] {
  return model.basis.days.map((day) => {
    if (!isToldOn(model, day)) return { day, usd: null };
    const lines = own.flatMap(({ part, use }) =>
      costLines(
        part,
        { ...use, dayCount: use.dayCount / model.basis.days.length, days: use.days.filter((one) => one.day === day) },
        model.book,
      ),
    );
    return { day, usd: sumRanges(lines.map(({ usd }) => usd)) };
  });
}
