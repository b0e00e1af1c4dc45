import type { Scope } from "@/lib/core/access/scope";
import { slowedSentence } from "@/lib/core/cost/ceiling";
import { paceFrom, usdPerMonthAt } from "@/lib/core/cost/own-cost";
import type { PriceBook } from "@/lib/core/cost/price-table";
import type { Sql } from "@/lib/db/connect";
import { settledUsage } from "@/lib/db/usage";
import { knownPrices } from "./own-prices";
import { readSlowdown } from "./slowdown";

const PACE_HOURS = 24;

export interface ShownPace {
  /** What our calls cost a month at the pace of the last day; null until that was measured. */
  readonly costUsdPerMonth: number | null;
  readonly slowdown: number;
  /** While the ceiling slows reading down, as a sentence. */
  readonly slowedBecause: string | null;
  readonly book: PriceBook;
}

/** What every screen that speaks of our own cost says of it. */
export async function readShownPace(db: Sql, scope: Scope): Promise<ShownPace> {
  const pace = paceFrom(await settledUsage(db, scope, PACE_HOURS));
  const { book } = await knownPrices(db);
  const kept = await readSlowdown(db);
  return {
    costUsdPerMonth: usdPerMonthAt(pace, book),
    slowdown: kept.slowdown,
    slowedBecause: slowedSentence(kept),
    book,
  };
}
