import type { Bench } from "../battery/bench";

/** A question that only AWS itself can answer. */
export interface Experiment {
  readonly id: string;
  readonly question: string;
  /** Takes hours on AWS: run only when asked for. */
  readonly isLong?: boolean;
  /** What was seen, in a sentence or two without names of the run. */
  run(bench: Bench, options: { readonly isLong: boolean }): Promise<string>;
}

export interface Finding {
  readonly id: string;
  readonly question: string;
  /** `undefined` when it was not asked. */
  readonly answer?: string;
  readonly error?: string;
  readonly leftovers: readonly string[];
}
