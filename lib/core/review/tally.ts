import type { FactKind } from "./fact";

/** What the facts of one kind come to, over those that somebody may see. */
export interface Tally {
  readonly kind: FactKind;
  readonly count: number;
  /** Of how many the value is known; `sum`, `median` and `negativeCount` are of those. */
  readonly knownCount: number;
  readonly sum: number;
  readonly median: number | null;
  readonly negativeCount: number;
  /** Different runs, alerts or findings that they are about. */
  readonly subjectCount: number;
  /** Of money: the lower end, and of how many it is known. */
  readonly low: number;
  readonly goneCount: number;
  readonly returnedCount: number;
  readonly unknownCount: number;
  readonly acknowledgedCount: number;
  readonly noiseCount: number;
}

/** By kind; what nobody counted is nothing. */
export type Tallies = ReadonlyMap<FactKind, Tally>;

const NONE: Omit<Tally, "kind"> = {
  count: 0,
  knownCount: 0,
  sum: 0,
  median: null,
  negativeCount: 0,
  subjectCount: 0,
  low: 0,
  goneCount: 0,
  returnedCount: 0,
  unknownCount: 0,
  acknowledgedCount: 0,
  noiseCount: 0,
};

export function talliesOf(tallies: readonly Tally[]): Tallies {
  return new Map(tallies.map((tally) => [tally.kind, tally]));
}

export function tallyOf(tallies: Tallies, kind: FactKind): Tally {
  return tallies.get(kind) ?? { kind, ...NONE };
}
