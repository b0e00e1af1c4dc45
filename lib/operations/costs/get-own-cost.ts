import type { OwnCost } from "@/lib/contract/costs";
import type { Scope } from "@/lib/core/access/scope";
import { ceilingSentence, ceilingSentenceForPart } from "@/lib/core/cost/ceiling";
import { inducedCosts } from "@/lib/core/cost/induced/all-induced";
import { dataCallsPerMonth, messageCallsPerMonth } from "@/lib/core/cost/own-calls";
import { costByPurpose, ownCostLines, paceFrom, sumOfSome, usdPerMonthAt } from "@/lib/core/cost/own-cost";
import { pricedFrom } from "@/lib/core/cost/prices";
import { UNTOUCHED } from "@/lib/core/cost/purposes";
import type { Sql } from "@/lib/db/connect";
import { readInducedFacts, settledUsage, usageBetween, usageCountedUntil } from "@/lib/db/usage";
import type { Ctx } from "../context";
import { question } from "../operation";
import { knownPrices } from "./own-prices";
import { readCostSettings, readSlowdown } from "./slowdown";

const PACE_HOURS = 24;

/** What our own calls cost, as far as they concern accounts that the viewer sees wholly; what hosting costs, as entered; and estimates of the rest. */
export const getOwnCost = question("getOwnCost", (ctx, { month }) => readOwnCost(ctx, ctx.db, month));

/** The same inside a transaction. */
export async function readOwnCost(ctx: Ctx, db: Sql, asked?: string): Promise<OwnCost> {
  const { scope } = ctx.actor;
  const present = ctx.now().toISOString().slice(0, 7);
  const month = asked ?? present;
  const { from, until } = boundsOf(month);
  const used = await usageBetween(db, scope, from, until);
  const pace = paceFrom(month === present ? await settledUsage(db, scope, PACE_HOURS) : []);
  const { book, from: table } = await knownPrices(db);
  const lines = ownCostLines(used, pace, book);
  const settings = await readCostSettings(db);
  const kept = await readSlowdown(db);
  return {
    month,
    countedUntil: await usageCountedUntil(db),
    monthToDateUsd: sumOfSome(lines.map(({ usd }) => usd)),
    usdPerMonth: usdPerMonthAt(pace, book),
    byPurpose: costByPurpose(lines),
    lines: lines.map((line) => ({ ...line, formula: { ...line.formula, inputs: [...line.formula.inputs] } })),
    hosting: { usdPerMonth: settings.hostingUsdPerMonth, note: settings.hostingNote },
    induced: inducedCosts({
      ...(await readInducedFacts(db, scope)),
      messageCallsPerMonth: messageCallsPerMonth(pace),
      dataCallsPerMonth: dataCallsPerMonth(pace),
      book,
    }).map((one) => ({ ...one, formula: { ...one.formula, inputs: [...one.formula.inputs] } })),
    ceiling: {
      usdPerMonth: settings.ceilingUsdPerMonth,
      slowdown: kept.slowdown,
      sentence: sentenceFor(scope)(kept, settings.ceilingUsdPerMonth),
      untouched: UNTOUCHED,
    },
    pricedFrom: pricedFrom(table),
  };
}

const sentenceFor = (scope: Scope) => (scope.kind === "all" ? ceilingSentence : ceilingSentenceForPart);

function boundsOf(month: string): { from: Date; until: Date } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: new Date(Date.UTC(year, number - 1, 1)), until: new Date(Date.UTC(year, number, 1)) };
}
