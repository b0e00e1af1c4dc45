import { type OpenFailure, strongTies, type Tie, tieKey, weakTie } from "./failure-ties";

/** Failures that began together and share something. `ties` are those of all of them; where there is none, of two or more. */
export interface IncidentGroup {
  /** Of the failure that began first. */
  readonly id: string;
  readonly startedAt: Date;
  /** In the order in which they began. */
  readonly failures: readonly OpenFailure[];
  readonly ties: readonly Tie[];
  readonly isSharedByAll: boolean;
}

/** Two failures began together when no more lies between them; through others an incident grows to the second at most. */
export const WINDOW_SECONDS = 15 * 60;
const LONGEST_SECONDS = 60 * 60;
/** One account and one cause alone tie so many and no fewer: two time-outs in one account are a coincidence. */
const LEAST_BY_WEAK_TIE = 3;

type Cluster = readonly OpenFailure[];

/**
 * Puts open failures together into incidents. Pure; the order in which they come never matters. A failure is in one incident
 * at most, and an incident has two or more. What shares only account and cause may join an incident or make one of three, but
 * never ties two incidents together.
 */
export function groupIncidents(open: readonly OpenFailure[]): IncidentGroup[] {
  const failures = [...open].sort(byStart);
  const clusters = new Map<string, Cluster>(failures.map((failure) => [failure.id, [failure]]));
  const merge = (parts: readonly Cluster[]) => {
    const merged = [...new Set(parts)].flat().sort(byStart);
    for (const { id } of merged) clusters.set(id, merged);
  };
  for (const chain of chainsOf(failures, strongTies))
    for (const [index, next] of chain.entries()) {
      const parts = [clusterOf(clusters, chain[index - 1] ?? next), clusterOf(clusters, next)];
      if (fitsTogether(parts.flat())) merge(parts);
    }
  for (const chain of chainsOf(failures, weakTie)) {
    const loose = chain.filter((failure) => clusterOf(clusters, failure).length === 1).map((failure) => [failure]);
    const incidents = new Set(chain.map((failure) => clusterOf(clusters, failure)).filter(({ length }) => length > 1));
    const [joined] = incidents;
    if (incidents.size === 1 && joined && chain.length >= LEAST_BY_WEAK_TIE && fitsTogether([...joined, ...chain]))
      merge([joined, ...loose]);
    else if (loose.length >= LEAST_BY_WEAK_TIE && isChain(loose.flat())) merge(loose);
  }
  return [...new Set(clusters.values())].filter(({ length }) => length > 1).map(incidentOf);
}

function clusterOf(clusters: ReadonlyMap<string, Cluster>, failure: OpenFailure): Cluster {
  return clusters.get(failure.id) ?? [failure];
}

function byStart(a: OpenFailure, b: OpenFailure): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** Failures that share a tie and began one soon after the other, of each tie in turn; the ties in an order of their own. */
function chainsOf(failures: readonly OpenFailure[], tiesOf: (failure: OpenFailure) => Tie[]): Cluster[] {
  const members = new Map<string, OpenFailure[]>();
  for (const failure of failures)
    for (const key of new Set(tiesOf(failure).map(tieKey))) members.set(key, [...(members.get(key) ?? []), failure]);
  return [...members].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, tied]) => cutAtGaps(tied));
}

function cutAtGaps(tied: readonly OpenFailure[]): Cluster[] {
  const chains: OpenFailure[][] = [];
  for (const failure of tied) {
    const chain = chains.at(-1);
    if (chain && isChain([...chain, failure])) chain.push(failure);
    else chains.push([failure]);
  }
  return chains;
}

function isChain(failures: readonly OpenFailure[]): boolean {
  const hasGap = failures.some(
    (failure, index) => secondsApart(failures[index - 1] ?? failure, failure) > WINDOW_SECONDS,
  );
  return !hasGap && fitsTogether(failures);
}

function fitsTogether(failures: readonly OpenFailure[]): boolean {
  const starts = failures.map(({ startedAt }) => startedAt.getTime());
  return Math.max(...starts) - Math.min(...starts) <= LONGEST_SECONDS * 1000;
}

function secondsApart(earlier: OpenFailure, later: OpenFailure): number {
  return (later.startedAt.getTime() - earlier.startedAt.getTime()) / 1000;
}

function incidentOf(failures: Cluster): IncidentGroup {
  const counts = new Map<string, { tie: Tie; count: number }>();
  for (const failure of failures)
    for (const tie of [...strongTies(failure), ...weakTie(failure)]) {
      const { count = 0 } = counts.get(tieKey(tie)) ?? {};
      counts.set(tieKey(tie), { tie, count: count + 1 });
    }
  const shared = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, one]) => (one.count > 1 ? [one] : []));
  const byAll = shared.filter(({ count }) => count === failures.length);
  const [first] = failures;
  if (!first) throw new Error("an incident without a failure");
  return {
    id: first.id,
    startedAt: first.startedAt,
    failures,
    ties: (byAll.length > 0 ? byAll : shared).map(({ tie }) => tie),
    isSharedByAll: byAll.length > 0,
  };
}
