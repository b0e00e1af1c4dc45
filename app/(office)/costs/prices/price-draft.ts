import type { InputOf } from "@/lib/contract";
import type { Price } from "@/lib/contract/costs";
import { EVERY_REGION } from "./price-words";

export type OwnPrice = InputOf<"putPrices">["prices"][number];
export interface TierDraft {
  readonly upTo: string;
  readonly usd: string;
}
export interface PriceDraft {
  readonly key: string;
  readonly region: string;
  readonly tiers: readonly TierDraft[];
}
/** What is wrong, by field: "tiers.1.usd". */
export type Problems = Readonly<Record<string, string>>;

const MOST_TIERS = 10;

/** A draft that begins with what holds now. */
export function draftFrom(price: Pick<Price, "key" | "tiers"> | undefined, region = EVERY_REGION): PriceDraft {
  const tiers = price?.tiers ?? [{ upTo: null, usd: 0 }];
  return {
    key: price?.key ?? "",
    region,
    tiers: tiers.map(({ upTo, usd }) => ({ upTo: upTo === null ? "" : String(upTo), usd: String(usd) })),
  };
}

/** With one tier more; the open end moves to the new one. */
export function withTier(draft: PriceDraft): PriceDraft {
  return draft.tiers.length < MOST_TIERS ? { ...draft, tiers: [...draft.tiers, { upTo: "", usd: "" }] } : draft;
}

/** What the server is told; amounts that are no numbers are NaN and found by `draftProblems`. */
export function priceOf({ key, region, tiers }: PriceDraft): OwnPrice {
  const lastIndex = tiers.length - 1;
  return {
    key,
    region,
    tiers: tiers.map(({ upTo, usd }, index) => ({
      upTo: index === lastIndex ? null : numberFrom(upTo),
      usd: numberFrom(usd),
    })),
  };
}

/** What is wrong with it, by the field of the form; empty when nothing is. */
export function draftProblems(draft: PriceDraft): Problems {
  const problems: Record<string, string> = draft.key === "" ? { key: "Choose what the price is for." } : {};
  let before = 0;
  for (const [index, { upTo, usd }] of priceOf(draft).tiers.entries()) {
    if (Number.isNaN(usd)) problems[`tiers.${index}.usd`] = "An amount from 0, for example 0.40.";
    if (upTo === null) continue;
    if (Number.isNaN(upTo) || upTo <= before)
      problems[`tiers.${index}.upTo`] = before > 0 ? "More than the tier before ends at." : "A number over 0.";
    before = upTo;
  }
  return problems;
}

/** One's own prices with this one among them; it takes the place of one for the same thing and Region. */
export function withPrice(own: readonly OwnPrice[], price: OwnPrice): OwnPrice[] {
  return [...withoutPrice(own, price), price];
}

export function withoutPrice(own: readonly OwnPrice[], { key, region }: Pick<OwnPrice, "key" | "region">): OwnPrice[] {
  return own.filter((one) => one.key !== key || one.region !== region);
}

/** Of all prices those that people put. What only follows from their price for all Regions is left out. */
export function ownPrices(items: readonly Price[]): OwnPrice[] {
  const yours = items.filter(({ source }) => source === "yours");
  const forAll = new Map(yours.filter(({ region }) => region === EVERY_REGION).map((price) => [price.key, price]));
  return yours
    .filter(({ key, region, tiers }) => region === EVERY_REGION || !isSame(tiers, forAll.get(key)?.tiers))
    .map(({ key, region, tiers }) => ({ key, region, tiers: tiers.map((tier) => ({ ...tier })) }));
}

function isSame(one: Price["tiers"], other: Price["tiers"] = []): boolean {
  return (
    one.length === other.length &&
    one.every(({ upTo, usd }, index) => upTo === other[index]?.upTo && usd === other[index]?.usd)
  );
}

function numberFrom(text: string): number {
  const trimmed = text.trim().replace(/^\$/, "").replaceAll(",", "");
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}
