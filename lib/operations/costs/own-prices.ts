import { type OwnPrice, PRICE_TABLE, type PriceBook, priceBook } from "@/lib/core/cost/price-table";
import type { Sql } from "@/lib/db/connect";
import { getSetting } from "@/lib/db/settings";

export const OWN_PRICES = "prices";

/** What people put over the list. */
export async function ownPrices(db: Sql): Promise<readonly OwnPrice[]> {
  return (await getSetting<OwnPrice[]>(db, OWN_PRICES)) ?? [];
}

export interface KnownPrices {
  readonly book: PriceBook;
  /** Where figures come from, for the screen. */
  readonly from: string;
}
export async function knownPrices(db: Sql): Promise<KnownPrices> {
  const own = await ownPrices(db);
  const yours = own.length === 0 ? "" : `, and ${own.length} ${own.length === 1 ? "price" : "prices"} of yours`;
  return { book: priceBook(own), from: `${PRICE_TABLE}${yours}` };
}
