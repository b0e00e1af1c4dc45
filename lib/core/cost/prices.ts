import { PRICE_TABLE, type PriceBook, priceBook } from "./price-table";
import billing from "./prices.json";

/** The Region whose list prices stand in where the table has none for another: said wherever it is so. */
export const LIST_REGION = "us-east-1";

/** Which price list the figures come from, for the screen. */
export const PRICED_FROM = pricedFrom(PRICE_TABLE);

/** The same of a table with prices of yours in it. */
export function pricedFrom(table: string): string {
  return `${table}; where it has no price for a Region, that of ${LIST_REGION}`;
}

export const SECONDS_PER_MONTH = 2_592_000;

const LISTED = priceBook();

const KEYS: Readonly<Record<string, string | null>> = billing.keys;

/** What one unit costs in US dollars, in the first tier and without free allowances. */
export interface UnitPrice {
  readonly usd: number;
  /** As the table writes it: `tierUsd` for each `per` units. */
  readonly tierUsd: number;
  readonly per: number;
  readonly title: string;
  /** The price list, or what a person put over it, and for which Region where that is another one. */
  readonly source: string;
}

const NOTHING: UnitPrice = { usd: 0, tierUsd: 0, per: 1, title: "not billed", source: "price list" };

/** Of a price of the table. Undefined when nobody knows one: an unknown price is never shown as nothing. */
export function tablePrice(key: string, region = LIST_REGION, book: PriceBook = LISTED): UnitPrice | undefined {
  const here = book.find(key, region);
  const found = here ?? book.find(key, LIST_REGION);
  if (!found) return undefined;
  const where = here ? region : `${LIST_REGION}, none known for ${region}`;
  const source = found.source === "yours" ? `yours, ${where}` : `price list, ${where}`;
  const [tierUsd, per] = [found.tiers[0]?.usd ?? 0, found.per];
  return { usd: tierUsd / per, tierUsd, per, title: `${found.title}, ${found.unit}`, source };
}

/** Of one billed unit of an action, for example `sqs:SendMessage`. Undefined when the table has none for it. */
export function unitPrice(action: string, region = LIST_REGION, book: PriceBook = LISTED): UnitPrice | undefined {
  const all = `${action.split(":")[0]}:*`;
  const key = action in KEYS ? KEYS[action] : KEYS[all];
  return key === null ? NOTHING : key === undefined ? undefined : tablePrice(key, region, book);
}

/** What these billed units of an action cost in US dollars. Undefined when there is no price for it. */
export function priceOf(action: string, units: number, region?: string, book?: PriceBook): number | undefined {
  const price = unitPrice(action, region, book);
  return price && (price.tierUsd * units) / price.per;
}

/** What taking in so many bytes costs once, in US dollars at list price. Undefined when the list has no price for it. */
export function intakePrice(what: string, bytes: number): number | undefined {
  return ofBytes(what === "events:archive" ? "events.archive.intake" : what, bytes);
}

/** What keeping so many bytes costs in a month, in US dollars at list price. Undefined when the list has no price for it. */
export function storagePrice(what: string, bytes: number): number | undefined {
  return ofBytes(what === "events:archive" ? "events.archive.storage" : what, bytes);
}

function ofBytes(key: string, bytes: number): number | undefined {
  const price = tablePrice(key);
  return price && price.usd * bytes;
}

export interface PricedUse {
  readonly action: string;
  readonly region?: string;
  readonly units: number;
  /** Over how long these units were used. */
  readonly seconds: number;
}

/** What a month (30 days) costs if things go on as in the time measured. Actions without a price count as nothing. */
export function usdPerMonth(uses: readonly PricedUse[], book?: PriceBook): number {
  return uses.reduce((sum, { action, region, units, seconds }) => {
    if (seconds <= 0) return sum;
    return sum + ((priceOf(action, units, region, book) ?? 0) * SECONDS_PER_MONTH) / seconds;
  }, 0);
}

/** For so long it must have been measured, once it has settled: a rate of the first looks is far too high. */
export const SETTLED_SECONDS = 3600;
