import type { Severity } from "./rule";

/** One place that a rule looked at, with what is open there now. */
export interface JudgedPlace {
  readonly openHoles: readonly { readonly severity: Severity; readonly isSuppressed: boolean }[];
}
export interface Score {
  readonly checkedCount: number;
  readonly coveredCount: number;
  /** 0 to 100; null when nothing was checked. */
  readonly score: number | null;
  /** Open holes that count: suppressed ones are left out. */
  readonly counts: Readonly<Record<Severity, number>>;
}

/** The share of covered places from 0 to 100, rounded down to one decimal: 100 says that not one is open. */
export function scoreOf(checkedCount: number, coveredCount: number): number | null {
  if (checkedCount === 0) return null;
  // Whole numbers as far as the last division, so that no binary fraction rounds 99.9 down to 99.8.
  return Math.floor((coveredCount * 1000) / checkedCount) / 10;
}

/** The score of these places. A place counts as covered while no unsuppressed critical or high hole is open there. */
export function scoreOfPlaces(places: readonly JudgedPlace[]): Score {
  const counting = places.map(({ openHoles }) => openHoles.filter(({ isSuppressed }) => !isSuppressed));
  const coveredCount = counting.filter((holes) => !holes.some(losesEvents)).length;
  const all = counting.flat();
  const countOf = (severity: Severity) => all.filter((hole) => hole.severity === severity).length;
  return {
    checkedCount: places.length,
    coveredCount,
    score: scoreOf(places.length, coveredCount),
    counts: { critical: countOf("critical"), high: countOf("high"), medium: countOf("medium"), low: countOf("low") },
  };
}

function losesEvents({ severity }: { readonly severity: Severity }): boolean {
  return severity === "critical" || severity === "high";
}
