import type { RhythmKind } from "../events/rhythm";
import type { Graph } from "../inventory/graph";
import type { Resource } from "../inventory/resource";

/**
 * *critical*: events vanish for certain as things stand. *high*: the next failure loses its event. *medium*: a failure is
 * seen late, or good messages are dragged along. *low*: tidiness that costs time at 3 a.m.
 */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Code that mends a finding, in two languages. Null where code cannot mend it. */
export interface Fix {
  readonly terraform: string;
  readonly cloudFormation: string;
}

/** One hole at one place. */
export interface Hole {
  /** Where the event would vanish: the resource that must be changed or owns the change. */
  readonly resource: Resource;
  /** Tells several holes of one resource apart, for example a target id; "" when there is only one. */
  readonly part: string;
  /** One sentence: what would happen to which event. */
  readonly summary: string;
  /** What was read, word for word, that shows it. */
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** *possible* where only AWS or the sender's code could tell for certain; the summary then says so. */
  readonly confidence: "certain" | "possible";
  readonly severity: Severity;
  readonly fix: Fix | null;
  /** Whose it is when that is not the resource itself: the failing stage. */
  readonly failingStageArn: string | null;
}

/** What a rule may know besides the graph. */
export interface CoverageFacts {
  readonly now: Date;
  /** When a rule last matched and its usual gap, by rule ARN; absent where nothing was measured. */
  readonly activity: ReadonlyMap<string, Activity>;
  /** Owner by ARN as ownership was resolved; absent without an owner. */
  readonly owners: ReadonlyMap<string, string>;
}
export interface Activity {
  readonly lastMatchedAt: Date | null;
  /** The median time between hours with matches; null with fewer than three. */
  readonly usualGapSeconds: number | null;
  /** From when on matches were looked for. */
  readonly watchedFrom: Date;
  /** The verdict on its own rhythm; null where it was not judged yet. */
  readonly rhythm: { readonly kind: RhythmKind; readonly sentence: string } | null;
}

/** A question that is put to every place of the graph. Pure; one file each, one line in the list. */
export interface CoverageRule {
  readonly id: string;
  /** Names the hole in a few words, for a heading. */
  readonly title: string;
  /** Why it matters and what to do, two or three sentences. */
  readonly explanation: string;
  /** Pages that say so. */
  readonly documentedAt: readonly string[];
  /** The places that the rule looked at: those without a hole count as covered. */
  check(graph: Graph, facts: CoverageFacts): readonly Verdict[];
}
/** One place that was looked at, with the hole found there, if any. A place that could not be judged is left out. */
export interface Verdict {
  readonly resource: Resource;
  readonly hole: Omit<Hole, "resource"> | null;
}
