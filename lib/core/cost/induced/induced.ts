import type { Formula, UsdRange } from "../cost-line";
import type { PriceBook } from "../price-table";

/** What there is that our asking makes AWS bill elsewhere. Calls a month are null until a pace was measured. */
export interface InducedFacts {
  readonly idleQueueCount: number;
  readonly encryptedQueueCount: number;
  readonly secondCopyCount: number;
  readonly secondCopyBytes: number;
  /** Receives and sends, which decrypt and encrypt where a key of yours does that. */
  readonly messageCallsPerMonth: number | null;
  /** Calls that CloudTrail can note as data events. */
  readonly dataCallsPerMonth: number | null;
  readonly book?: PriceBook;
}

/** An estimate: *low* where it does not apply to you, *high* where it does in full. */
export interface InducedCost {
  readonly item: string;
  readonly usdPerMonth: UsdRange | null;
  readonly sentence: string;
  readonly formula: Formula;
}

/** What each of them says; null where there is nothing that it could be about. */
export type Induced = (facts: InducedFacts) => InducedCost | null;
