import type { OwnPace } from "./ceiling";
import type { Formula, FormulaInput } from "./cost-line";
import { priceInput } from "./price-input";
import type { PriceBook } from "./price-table";
import { SECONDS_PER_MONTH, SETTLED_SECONDS, unitPrice } from "./prices";
import { isSlowedPurpose, purposeTitle } from "./purposes";

/** Calls that we counted ourselves, and what of them AWS bills. */
export interface OwnUse {
  readonly purpose: string;
  readonly action: string;
  readonly region: string;
  readonly calls: number;
  readonly units: number;
}
/** The same of the last hours of one account, since it settled. */
export interface SettledUse extends OwnUse {
  readonly seconds: number;
  /** What the ceiling kept us from asking meanwhile. */
  readonly sparedUnits: number;
}

/** What was counted lately. Not measured: some account has not settled for an hour, so a sum would have a hole. */
export interface Pace {
  readonly isMeasured: boolean;
  readonly uses: readonly SettledUse[];
}

type Row = { readonly [K in keyof SettledUse]: SettledUse[K] | null } & { readonly seconds: number };

/** Reads rows as the database gives them: an account that was not asked anything since it settled has a row without an action. */
export function paceFrom(rows: readonly Row[]): Pace {
  return {
    isMeasured: rows.length > 0 && rows.every(({ seconds }) => seconds >= SETTLED_SECONDS),
    uses: rows.filter((row): row is SettledUse => row.action !== null),
  };
}

/** What a month costs at this pace; null until it was measured. */
export function usdPerMonthAt({ isMeasured, uses }: Pace, book?: PriceBook): number | null {
  return isMeasured ? sumOf(uses.map((use) => perMonth(use, use.units, book) ?? 0)) : null;
}

/** What it would cost without a ceiling, by whether it can wait; null until it was measured. */
export function ownPaceOf({ isMeasured, uses }: Pace, book?: PriceBook): OwnPace | null {
  if (!isMeasured) return null;
  const cost = (isSlowed: boolean) =>
    sumOf(
      uses
        .filter(({ purpose }) => isSlowedPurpose(purpose) === isSlowed)
        .map((use) => perMonth(use, use.units + use.sparedUnits, book) ?? 0),
    );
  return { fixedUsd: cost(false), slowableUsd: cost(true) };
}

export interface OwnCostLine {
  readonly purpose: string;
  readonly action: string;
  readonly calls: number;
  readonly units: number;
  readonly usd: number | null;
  readonly usdPerMonth: number | null;
  readonly formula: Formula;
}

/** One line for each action of each purpose, dearest first. Null where there is no price, or nothing was measured yet. */
export function ownCostLines(month: readonly OwnUse[], pace: Pace, book?: PriceBook): OwnCostLine[] {
  const paced = Map.groupBy(pace.uses, keyOf);
  return [...Map.groupBy(month, keyOf)]
    .map(([key, uses]) => lineOf(uses, pace.isMeasured ? (paced.get(key) ?? []) : null, book))
    .sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0) || b.calls - a.calls);
}

function lineOf(uses: readonly OwnUse[], paced: readonly SettledUse[] | null, book?: PriceBook): OwnCostLine {
  const { purpose = "", action = "" } = uses[0] ?? {};
  return {
    ...{ purpose, action },
    calls: sumOf(uses.map(({ calls }) => calls)),
    units: sumOf(uses.map(({ units }) => units)),
    usd: sumKnown(uses.map((use) => usdOf(use, book))),
    usdPerMonth: paced && sumKnown(paced.map((use) => perMonth(use, use.units, book))),
    formula: formulaOf(uses, book),
  };
}

interface PurposeCost {
  readonly purpose: string;
  readonly title: string;
  readonly usd: number | null;
  readonly usdPerMonth: number | null;
}
/** The same for each purpose, dearest first. Null where none of its lines has a figure. */
export function costByPurpose(lines: readonly OwnCostLine[]): PurposeCost[] {
  return [...Map.groupBy(lines, ({ purpose }) => purpose)]
    .map(([purpose, ofIt]) => ({
      purpose,
      title: purposeTitle(purpose),
      usd: sumOfSome(ofIt.map(({ usd }) => usd)),
      usdPerMonth: sumOfSome(ofIt.map(({ usdPerMonth }) => usdPerMonth)),
    }))
    .sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0));
}

/** Null only where nothing has a figure. */
export function sumOfSome(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumOf(known);
}

function usdOf({ action, region, units }: OwnUse, book?: PriceBook): number | undefined {
  const price = unitPrice(action, region, book);
  return price && price.usd * units;
}

function perMonth({ action, region, seconds }: SettledUse, units: number, book?: PriceBook): number | undefined {
  const price = unitPrice(action, region, book);
  return price && (price.usd * units * SECONDS_PER_MONTH) / seconds;
}

function formulaOf(uses: readonly OwnUse[], book?: PriceBook): Formula {
  const byPrice = Map.groupBy(uses, ({ action, region }) => {
    const price = unitPrice(action, region, book);
    return price ? `${price.usd} ${price.source}` : "";
  });
  const inputs = [...byPrice.values()].flatMap((same) => inputsOf(same, book));
  const isFifoBilled = FIFO_BILLED.includes(uses[0]?.action ?? "");
  const text = byPrice.size > 1 ? "the sum over Regions of billed units × price" : "billed units × price";
  return { text: isFifoBilled ? `${text}; of a FIFO queue AWS bills a quarter more` : text, inputs };
}
const FIFO_BILLED: readonly string[] = [
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
  "sqs:DeleteMessage",
  "sqs:ChangeMessageVisibility",
];

function inputsOf(uses: readonly OwnUse[], book?: PriceBook): FormulaInput[] {
  const { action = "", region = "" } = uses[0] ?? {};
  const regions = [...new Set(uses.map((use) => use.region))].sort().join(", ");
  const units = sumOf(uses.map((use) => use.units));
  return [
    { name: "billed units", value: units, unit: "units", source: `counted by us, ${regions || "no Region"}` },
    priceInput(unitPrice(action, region, book)),
  ];
}

function keyOf({ purpose, action }: OwnUse): string {
  return `${purpose} ${action}`;
}

/** One unknown price makes the whole unknown. */
function sumKnown(values: readonly (number | undefined)[]): number | null {
  return values.reduce<number | null>((sum, one) => (sum === null || one === undefined ? null : sum + one), 0);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
