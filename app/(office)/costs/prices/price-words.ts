import type { Price } from "@/lib/contract/costs";

export const EVERY_REGION = "*";

/** "$0.40; from 100 bn $0.30": each tier from where it begins. */
export function tiersText(tiers: Price["tiers"]): string {
  return tiers
    .map(({ usd }, index) => {
      const from = tiers[index - 1]?.upTo;
      return `${from ? `from ${unitsText(from)} ` : ""}${priceText(usd)}`;
    })
    .join("; ");
}

/** A price as it is listed, without rounding. */
export function priceText(usd: number): string {
  return `$${usd.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 12 })}`;
}

const BILLION = 1_000_000_000;
const MILLION = 1_000_000;

/** "100 bn", "250 M", "1,000". */
export function unitsText(units: number): string {
  if (units >= BILLION) return `${grouped(units / BILLION)} bn`;
  return units >= MILLION ? `${grouped(units / MILLION)} M` : grouped(units);
}

function grouped(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
}

export function regionText(region: string): string {
  return region === EVERY_REGION ? "all Regions" : region;
}

/** The Region of "eu-west-1 (3 of 31 prices)". */
export function regionIn(text: string): string {
  return text.split(" ")[0] ?? text;
}
