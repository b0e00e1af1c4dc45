/**
 * What a number of a review counts. A number is the sum of `value` over the facts of its kind (1 each where they are counted),
 * or, where said so, the middle of their values. Facts are rows of single accounts: whoever sees some of them gets their sum.
 */
export const FACT_KINDS = [
  /** A message that came through later than it should have: it failed, and a run of ours brought it back. */
  "late",
  /** Past its retention, not touched by us: probably expired. `value` messages. */
  "expired",
  /** `value` messages or invocations that failed and that nothing kept, as CloudWatch counted them. */
  "lost",
  /** `value` messages that a run of ours discarded. */
  "discarded",
  /** `value` messages that were copied to the vault before they could be lost. */
  "rescued",
  "class-new",
  "class-regressed",
  "class-closed",
  "class-open",
  /** A redrive: `value` messages sent; `detail` has gone, returned, unknown, failed. */
  "run",
  /** An alert that woke somebody; `detail` says how long until somebody had it, and whether it was noise. */
  "page",
  /** Seconds from the first failure to the first that anybody was told; of one alert. */
  "time-to-detect",
  /** Seconds from being told to an answer. */
  "time-to-acknowledge",
  /** Seconds from the first failure until nothing failed any more. */
  "time-to-resolve",
  /** `value` hours in which an account and Region could not be seen. */
  "blind",
  "finding-opened",
  "finding-closed",
  /** A pipeline or dead-letter queue that nobody answers for. */
  "unowned",
  /** Somebody must decide: `label` says what. */
  "decision",
  /** US dollars, the higher end of the range; `detail` has the lower. */
  "cost",
  "failure-tax",
  "own-cost",
  /** The worst objective of a pipeline: `value` is what is left of its budget. */
  "budget",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export interface ReviewFact {
  readonly kind: FactKind;
  /** Empty for what concerns the whole installation. */
  readonly accountId: string;
  readonly region: string | null;
  readonly arn: string | null;
  readonly queueId: string | null;
  readonly classId: string | null;
  readonly pipelineId: string | null;
  readonly owner: string | null;
  readonly team: string | null;
  /** What it is about, where that is none of the above: a run, an alert, a finding. */
  readonly subjectId: string | null;
  readonly label: string;
  readonly at: string | null;
  /** Null where nobody knows. */
  readonly value: number | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export const ACTION_STATES = ["open", "done", "dropped"] as const;
/** What an action item points at, so that the tool can say what became of it. */
export const ACTION_EVIDENCE = ["finding", "class", "alert", "pipeline", "run"] as const;
