import type { PartRole } from "../../pipelines/pipeline";
import type { CostLine, Formula, FormulaInput, UsdRange } from "../cost-line";
import { sumRanges } from "../cost-sums";
import type { CostPart, PartUse } from "../formulas/meter";
import type { PriceBook } from "../price-table";
import { deadLettersTax } from "./dead-letters";
import { poisonLoopsTax } from "./poison-loops";
import { redrivesTax } from "./redrives";
import { replaysTax } from "./replays";
import { retriesTax } from "./retries";

export const TAX_ITEMS = ["retries", "dead-letters", "redrives", "poison-loops", "replays"] as const;
export type TaxItemName = (typeof TAX_ITEMS)[number];

/** What our runs sent to this queue, and what of it came back into a dead-letter queue. */
export interface Redriven {
  readonly sent: number;
  readonly returned: number;
}
export interface TaxedPart {
  readonly part: CostPart;
  readonly role: PartRole;
  readonly use: PartUse;
  readonly lines: readonly CostLine[];
  readonly redriven: Redriven;
  /** How often a message is received before it is dead-lettered; null where it never is, or nobody read it. */
  readonly maxReceiveCount: number | null;
  /** Replays that began in the time and concern this part. */
  readonly replayCount: number;
}
/** What one part adds to an item; null where the item is not about such a part. */
export interface TaxShare {
  readonly usd: UsdRange | null;
  readonly note: string | null;
  readonly formula: Formula;
}
export type TaxRule = (taxed: TaxedPart, prices: PriceBook) => TaxShare | null;

const RULES: Readonly<Record<TaxItemName, TaxRule>> = {
  retries: retriesTax,
  "dead-letters": deadLettersTax,
  redrives: redrivesTax,
  "poison-loops": poisonLoopsTax,
  replays: replaysTax,
};

const OF_NONE: Formula = { text: "none", inputs: [] };

export interface TaxItem extends TaxShare {
  readonly item: TaxItemName;
}

/**
 * What failures cost, item by item: a part of the whole cost, not on top of it. No call is in two items. An item without a
 * share of any part costs nothing; one of which no share is known is null, with the reason.
 */
export function failureTax(parts: readonly TaxedPart[], prices: PriceBook): TaxItem[] {
  return TAX_ITEMS.map((item) => {
    const shares = parts.flatMap((part) => RULES[item](part, prices) ?? []);
    if (shares.length === 0) return { item, usd: { low: 0, high: 0 }, note: null, formula: OF_NONE };
    const notes = [...new Set(shares.flatMap(({ note }) => note ?? []))];
    const [first] = shares;
    return {
      item,
      usd: sumRanges(shares.map(({ usd }) => usd)),
      note: notes.length > 0 ? notes.join(" ") : null,
      formula: { text: first?.formula.text ?? "", inputs: addInputs(shares.flatMap(({ formula }) => formula.inputs)) },
    };
  });
}

/** The sum of what is known; null where nothing is, also beside items that are about none of the parts. */
export function taxSum(items: readonly TaxItem[]): UsdRange | null {
  const told = items.filter(({ formula }) => formula !== OF_NONE);
  return told.length === 0 ? sumRanges(items.map(({ usd }) => usd)) : sumRanges(told.map(({ usd }) => usd));
}

/** Inputs of the same name are of several parts: numbers of things add up, prices and settings stand once each. */
function addInputs(inputs: readonly FormulaInput[]): FormulaInput[] {
  const found = new Map<string, FormulaInput>();
  for (const one of inputs) {
    const key = `${one.name} ${one.unit} ${one.source}${isRate(one) ? one.value : ""}`;
    const before = found.get(key);
    found.set(key, before && !isRate(one) ? { ...one, value: plus(before.value, one.value) } : one);
  }
  return [...found.values()];
}
function isRate({ name }: FormulaInput): boolean {
  return name.startsWith("price") || name.startsWith("messages in a call");
}
function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
