import { type Budget, type Promised, reckonBudget } from "./budget";
import { type Confidence, confidenceOf, type Doubt, doubtsOfCover } from "./confidence";
import type { Tallies } from "./tally";

export interface FormulaInput {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly source: string;
}
/** One promise of one hop: an estimate with everything that it was worked out from. */
export interface HopSlo {
  readonly arn: string;
  readonly name: string;
  readonly kind: "delivered" | "age";
  readonly isMeasurable: boolean;
  readonly reason: string | null;
  readonly value: number | null;
  readonly objective: number;
  readonly confidence: Confidence;
  readonly confidenceWhy: string;
  readonly goodCount: number | null;
  readonly badCount: number | null;
  readonly ownCount: number | null;
  readonly budget: Budget | null;
  readonly formula: { readonly text: string; readonly inputs: FormulaInput[] };
}
export interface HopName {
  readonly arn: string;
  readonly name: string;
}

export interface Measured {
  readonly tallies: Tallies;
  readonly promised: Promised;
  readonly coveredShare: number;
  readonly ownCount: number | null;
  readonly doubts: readonly Doubt[];
  readonly whenSure: string;
  readonly formula: HopSlo["formula"];
  /** Why there is nothing to measure when nothing was counted. */
  readonly whenEmpty: string;
}

/** A hop of which somebody counted; not measurable when nothing was there to count. */
export function measured(hop: HopName, kind: HopSlo["kind"], found: Measured, now: Date): HopSlo {
  const { tallies, promised, coveredShare } = found;
  const budget = reckonBudget(tallies, promised, coveredShare, now);
  if (budget === null) return notMeasurable(hop, kind, promised.goodShare, found.whenEmpty, found.formula);
  const { good, bad } = tallies.whole ?? { good: 0, bad: 0 };
  const doubts = [...found.doubts, ...doubtsOfCover(coveredShare, kind === "delivered" ? good + bad : null)];
  return {
    ...hop,
    kind,
    isMeasurable: true,
    reason: null,
    value: 1 - budget.badShare,
    objective: promised.goodShare,
    ...confidenceOf(doubts, found.whenSure),
    goodCount: good,
    badCount: bad,
    ownCount: found.ownCount,
    budget,
    formula: found.formula,
  };
}

/** A hop of which nothing can be said, and why: never met, never broken. */
export function notMeasurable(
  hop: HopName,
  kind: HopSlo["kind"],
  objective: number,
  reason: string,
  formula: HopSlo["formula"] = { text: "not measurable", inputs: [] },
): HopSlo {
  return {
    ...hop,
    kind,
    isMeasurable: false,
    reason,
    value: null,
    objective,
    confidence: "weak",
    confidenceWhy: reason,
    goodCount: null,
    badCount: null,
    ownCount: null,
    budget: null,
    formula,
  };
}
