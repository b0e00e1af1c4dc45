import list from "./prices/list.json";

/** `usd` is for `per` units of the price that it belongs to; `upTo` counts single units of a month, null for all above. */
export interface PriceTier {
  readonly upTo: number | null;
  readonly usd: number;
}
export interface Price {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  /** How many units `usd` of a tier is for. */
  readonly per: number;
  readonly region: string;
  readonly tiers: readonly PriceTier[];
  /** Units a month that cost nothing, for the payer account as a whole: never taken off here. */
  readonly free: number;
  readonly source: "list" | "yours";
  /** Month in which it was seen, or the day on which it was entered. */
  readonly seenOn: string;
}
/** What people put over the list. The Region `*` means all that have no own price of theirs. */
export interface OwnPrice {
  readonly key: string;
  readonly region: string;
  readonly tiers: readonly PriceTier[];
  readonly enteredOn: string;
}
export interface PriceBook {
  find(key: string, region: string): Price | undefined;
}

interface Listed extends Omit<Price, "region" | "source" | "seenOn"> {
  readonly regions: Readonly<Record<string, string | undefined>>;
}
const LISTED: readonly Listed[] = list.prices;
const SOURCES: Readonly<Record<string, { readonly seenOn: string }>> = list.sources;

/** Which table figures come from, for the screen and for files. */
export const PRICE_TABLE = `${list.list}, table of ${list.date}`;
export const PRICE_TABLE_DATE = list.date;
export const PRICE_KEYS: readonly string[] = LISTED.map(({ key }) => key);

/** What so many units cost in a month. Monotone; nothing costs nothing; more than the last tier holds is priced like it. */
export function tieredUsd(units: number, { tiers, per }: Pick<Price, "tiers" | "per">): number {
  let usd = 0;
  let from = 0;
  for (const tier of tiers) {
    const until = tier.upTo ?? Number.POSITIVE_INFINITY;
    usd += (Math.max(0, Math.min(units, until) - from) * tier.usd) / per;
    from = until;
  }
  const last = tiers.at(-1);
  return last && units > from ? usd + ((units - from) * last.usd) / per : usd;
}

/** Why these tiers cannot be: their ends must grow, and only the last may be open. Null when they can. */
export function tierFault(tiers: readonly PriceTier[]): string | null {
  for (const [index, { upTo }] of tiers.entries()) {
    const before = tiers[index - 1]?.upTo ?? 0;
    if (upTo === null && index < tiers.length - 1) return "only the last tier may be without an end";
    if (upTo !== null && upTo <= before) return "each tier must end after the one before";
  }
  return tiers.at(-1)?.upTo === null ? null : "the last tier must be without an end";
}

/** All prices by key and Region: what people put beats the list. A Region of which the list says nothing has no price. */
export function priceBook(own: readonly OwnPrice[] = []): PriceBook {
  const ours = new Map(own.map((price) => [`${price.key} ${price.region}`, price]));
  const listed = new Map(LISTED.map((price) => [price.key, price]));
  return {
    find(key, region) {
      const known = listed.get(key);
      if (!known) return undefined;
      const mine = ours.get(`${key} ${region}`) ?? ours.get(`${key} *`);
      if (mine) return { ...plainOf(known), region, tiers: mine.tiers, source: "yours", seenOn: mine.enteredOn };
      const source = known.regions[region];
      return source === undefined
        ? undefined
        : { ...plainOf(known), region, source: "list", seenOn: SOURCES[source]?.seenOn ?? list.date };
    },
  };
}

function plainOf({ key, title, unit, per, tiers, free }: Listed): Omit<Price, "region" | "source" | "seenOn"> {
  return { key, title, unit, per, tiers, free };
}

/** Regions of which the list has at least one price. */
export function listedRegions(): string[] {
  return [...new Set(LISTED.flatMap(({ regions }) => Object.keys(regions)))].sort();
}

/** Why there is no figure. */
export function noPriceWords(key: string, region: string): string {
  return `No price for ${LISTED.find((one) => one.key === key)?.title ?? key} in ${region} in the table of ${PRICE_TABLE_DATE}. Put yours under Prices.`;
}
