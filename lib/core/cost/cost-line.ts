/** US dollars at list price. *low* equals *high* where nothing hides the number of calls. */
export interface UsdRange {
  readonly low: number;
  readonly high: number;
}

/** A figure's way to itself: words, and each number that went into it with where it is from. */
export interface Formula {
  /** For example "requests × price": the names of the inputs, in order. */
  readonly text: string;
  readonly inputs: readonly FormulaInput[];
}
export interface FormulaInput {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** A metric of CloudWatch, a setting, the price list, what a person entered, an assumption. */
  readonly source: string;
}

/** What one resource cost under one heading. Null where it cannot be said, and then why. */
export interface CostLine {
  readonly arn: string;
  readonly accountId: string | null;
  readonly region: string;
  /** For example "SQS requests", "Lambda duration". */
  readonly item: string;
  readonly usd: UsdRange | null;
  /** Why `usd` is null or must be read with care; null where nothing is to be said. */
  readonly note: string | null;
  readonly formula: Formula;
}
