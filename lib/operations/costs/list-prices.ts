import type { Price as PriceView } from "@/lib/contract/costs";
import { listedRegions, PRICE_KEYS, type PriceBook } from "@/lib/core/cost/price-table";
import { listAccounts } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { question } from "../operation";
import { knownPrices, ownPrices } from "./own-prices";

/** The table with its date: for one Region, or for all that it lists, that are connected or that people priced. */
export const listPrices = question("listPrices", async (ctx, { region }) => {
  const { book, from } = await knownPrices(ctx.db);
  const connected = (await listAccounts(ctx.db, ctx.actor.scope)).flatMap(({ regions }) =>
    regions.map((one) => one.region),
  );
  const asked = region ? [region] : connected;
  return {
    items: region ? pricesIn(book, region) : await allPrices(ctx.db, connected),
    pricedFrom: from,
    missingRegions: [...new Set(asked)].sort().flatMap((one) => lacking(book, one)),
  };
});

export async function allPrices(db: Sql, connected: readonly string[] = []): Promise<PriceView[]> {
  const { book } = await knownPrices(db);
  const own = (await ownPrices(db)).map(({ region }) => region);
  return [...new Set([...listedRegions(), ...own, ...connected])].sort().flatMap((region) => pricesIn(book, region));
}

function pricesIn(book: PriceBook, region: string): PriceView[] {
  return PRICE_KEYS.flatMap((key) => {
    const price = book.find(key, region);
    if (!price) return [];
    const { per: _, tiers, ...shown } = price;
    return [{ ...shown, tiers: [...tiers] }];
  });
}

/** A Region without prices is named; one that lacks some is named with how many it has. */
function lacking(book: PriceBook, region: string): string[] {
  const count = pricesIn(book, region).length;
  if (count === PRICE_KEYS.length) return [];
  return [count === 0 ? region : `${region} (${count} of ${PRICE_KEYS.length} prices)`];
}
