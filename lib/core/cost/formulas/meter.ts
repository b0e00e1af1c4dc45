import type { PartKind } from "../../pipelines/pipeline";
import type { CostLine, FormulaInput, UsdRange } from "../cost-line";
import { noPriceWords, type Price, type PriceBook, tieredUsd } from "../price-table";
import type { UseMetric } from "../use-metrics";

/** What the inventory knows of a resource that its price depends on; absent where nobody read it. */
export interface CostFacts {
  readonly isFifo?: boolean | undefined;
  readonly usesKey?: boolean | undefined;
  readonly maxMessageBytes?: number | undefined;
  readonly memoryMb?: number | null | undefined;
  readonly architecture?: string | null | undefined;
  /** Protocols of a topic's subscriptions. */
  readonly protocols?: readonly string[] | undefined;
  readonly isExpress?: boolean | undefined;
  readonly isDefaultBus?: boolean | undefined;
  /** Of an archive. */
  readonly sizeBytes?: number | null | undefined;
  /** Of a rule: how many targets it has, and which of them AWS bills by delivery. */
  readonly targetCount?: number | undefined;
  readonly crossAccountCount?: number | undefined;
  readonly apiDestinationCount?: number | undefined;
}
export interface CostPart {
  readonly arn: string;
  readonly kind: PartKind;
  readonly accountId: string | null;
  readonly region: string;
  readonly facts: CostFacts;
}

/**
 * What is summed for each day: CloudWatch's use, what its rules matched (`matchedMost`: by the one that matched most), and
 * our own requests to a queue.
 */
export type CostMetric =
  | UseMetric
  | "matched"
  | "matchedMost"
  | "ruleInvocations"
  | "ruleSucceeded"
  | "ruleRetried"
  | "ownRequests";
export type Sums = Readonly<Partial<Record<CostMetric, number>>>;
export interface PartUse {
  /** Whether CloudWatch was ever asked: only then a figure of which nothing was told counts as nothing. */
  readonly isRead: boolean;
  /** How many days the time has, for what costs by time. */
  readonly dayCount: number;
  readonly days: readonly { readonly day: string; readonly sums: Sums }[];
}
export type CostFormula = (part: CostPart, use: PartUse, prices: PriceBook) => CostLine[];

export const NOT_MEASURED = "Not measured: CloudWatch was not asked for it yet.";
export const CHUNK_BYTES = 65_536;
export const BATCH = 10;

/** A figure over all days; null where nothing was ever told of it. */
export function sumOf(use: PartUse, metric: CostMetric): number | null {
  const told = use.days.flatMap(({ sums }) => sums[metric] ?? []);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
}

/** A figure as an input of a formula, with where it is from and what its silence means. */
export function told(use: PartUse, metric: CostMetric, name: string, awsMetric: string): FormulaInput {
  const value = sumOf(use, metric);
  const silent = value === null && use.isRead;
  return {
    name,
    value: silent ? 0 : value,
    unit: "",
    source: silent ? `CloudWatch ${awsMetric}: told nothing in the hours that were read` : `CloudWatch ${awsMetric}`,
  };
}

/** What is billed under one heading: in units of its price, fewest and most. */
export interface Meter {
  readonly item: string;
  readonly priceKey: string;
  /** Null where nobody can say. */
  readonly units: UsdRange | null;
  readonly text: string;
  readonly inputs: readonly FormulaInput[];
  /** Why there are no units, or what to read with care. */
  readonly note?: string | null;
}

/** Units × price, with every number that went into it. Nothing costs nothing, also where no price is known. */
export function costLine(part: CostPart, meter: Meter, prices: PriceBook): CostLine {
  const price = prices.find(meter.priceKey, part.region);
  const { arn, accountId, region } = part;
  const isNothing = meter.units?.high === 0;
  const usd =
    isNothing || !meter.units || !price
      ? isNothing
        ? { low: 0, high: 0 }
        : null
      : { low: tieredUsd(meter.units.low, price), high: tieredUsd(meter.units.high, price) };
  const lacksPrice = meter.units !== null && !isNothing && !price;
  return {
    arn,
    accountId,
    region,
    item: meter.item,
    usd,
    note: lacksPrice ? noPriceWords(meter.priceKey, region) : (meter.note ?? null),
    formula: {
      text: meter.text,
      inputs: [...meter.inputs, ...unitInputs(meter.units), ...priceInputs(price, meter, region)],
    },
  };
}

function unitInputs(units: UsdRange | null): FormulaInput[] {
  if (units === null) return [];
  if (units.low === units.high) return [input("billed units", units.low, "worked out")];
  return [
    input("billed units, at least", units.low, "worked out: ten messages in a call"),
    input("billed units, at most", units.high, "worked out: one message in a call"),
  ];
}

function priceInputs(price: Price | undefined, meter: Meter, region: string): FormulaInput[] {
  if (!price) return [{ name: "price", value: null, unit: "USD", source: noPriceWords(meter.priceKey, region) }];
  const source = price.source === "yours" ? `your price of ${price.seenOn}` : `price list, seen in ${price.seenOn}`;
  const [first] = price.tiers;
  return [
    { name: "price", value: first?.usd ?? null, unit: `USD ${price.unit}`, source },
    ...(price.free > 0
      ? [input("free units a month", price.free, "not taken off: they are the payer account's, not a resource's")]
      : []),
  ];
}

export function input(name: string, value: number | null, source: string, unit = ""): FormulaInput {
  return { name, value, unit, source };
}

/** A line of what nobody can put into money, and why. */
export function unpriced(part: CostPart, item: string, note: string): CostLine {
  const { arn, accountId, region } = part;
  return { arn, accountId, region, item, usd: null, note, formula: { text: note, inputs: [] } };
}
