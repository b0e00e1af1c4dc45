import { globMatches } from "../../selection/glob";
import { type Match, matches, type Place } from "../../selection/selection";
import type { Severity } from "../reason";

/** Limits of one queue; null is no limit. */
export interface Limits {
  readonly queueAgeSeconds: number | null;
  readonly queueDepth: number | null;
  readonly deadLetterAgeSeconds: number | null;
  readonly deadLetterDepth: number | null;
  readonly inflowPerHour: number | null;
  readonly forSeconds: number;
  readonly severity: Severity;
}
/** A line of the settings. What is left out says nothing, null switches a limit off. */
export type ThresholdLine = { readonly [K in keyof Limits]?: Limits[K] | undefined } & {
  readonly match?: Match | undefined;
  readonly environment?: string | undefined;
  readonly enabled: boolean;
};
export interface LimitedQueue extends Place {
  readonly environment: string;
  readonly isProduction: boolean;
}

/** The lowest of each limit that any line sets: below it no queue can be over one. Null where none sets any. */
export interface LowestLimits {
  readonly queueAgeSeconds: number | null;
  readonly queueDepth: number | null;
  readonly deadLetterAgeSeconds: number | null;
  readonly deadLetterDepth: number | null;
  readonly inflowPerHour: number;
}
export function lowestOf(lines: readonly ThresholdLine[]): LowestLimits {
  const lowest = (
    key: "queueAgeSeconds" | "queueDepth" | "deadLetterAgeSeconds" | "deadLetterDepth" | "inflowPerHour",
  ) => {
    const set = lines.flatMap((line) => (line.enabled && line[key] != null ? [line[key]] : []));
    return set.length === 0 ? null : set.reduce((least, limit) => Math.min(least, limit));
  };
  return {
    queueAgeSeconds: lowest("queueAgeSeconds"),
    queueDepth: lowest("queueDepth"),
    deadLetterAgeSeconds: lowest("deadLetterAgeSeconds"),
    deadLetterDepth: lowest("deadLetterDepth"),
    inflowPerHour: Math.min(BURST_PER_HOUR, lowest("inflowPerHour") ?? BURST_PER_HOUR),
  };
}

/** In production so many dead letters an hour are told also where nobody set a limit. */
export const BURST_PER_HOUR = 100;

/** Without a line: no limit but that on bursts in production. */
export function limitsWithout({ isProduction }: Pick<LimitedQueue, "isProduction">): Limits {
  return { ...NO_LIMITS, inflowPerHour: isProduction ? BURST_PER_HOUR : null };
}
const NO_LIMITS: Limits = {
  queueAgeSeconds: null,
  queueDepth: null,
  deadLetterAgeSeconds: null,
  deadLetterDepth: null,
  inflowPerHour: null,
  forSeconds: 0,
  severity: "notify",
};

/**
 * Tells the limits of any queue: later lines go over earlier ones, limit by limit. A line that is not enabled switches all
 * limits off, and later ones may set some again. Lines that name one queue are found by its name: thousands cost nothing.
 */
export function limitsBy(lines: readonly ThresholdLine[]): (queue: LimitedQueue) => Limits {
  const numbered = lines.map((line, at) => ({ line, at }));
  const byName = Map.groupBy(numbered, ({ line: { match } }) => (isLiteral(match?.name) ? match?.name : undefined));
  const patterns = byName.get(undefined) ?? [];
  return (queue) => {
    const own = byName.get(queue.name) ?? [];
    const inOrder = own.length === 0 ? patterns : [...patterns, ...own].sort((a, b) => a.at - b.at);
    let limits = limitsWithout(queue);
    for (const { line } of inOrder)
      if (isAbout(line, queue)) limits = line.enabled ? withLine(limits, line) : NO_LIMITS;
    return limits;
  };
}

function isLiteral(glob: string | undefined): boolean {
  return glob !== undefined && !/[*?]/.test(glob);
}

function withLine(limits: Limits, line: ThresholdLine): Limits {
  return {
    queueAgeSeconds: said(line.queueAgeSeconds, limits.queueAgeSeconds),
    queueDepth: said(line.queueDepth, limits.queueDepth),
    deadLetterAgeSeconds: said(line.deadLetterAgeSeconds, limits.deadLetterAgeSeconds),
    deadLetterDepth: said(line.deadLetterDepth, limits.deadLetterDepth),
    inflowPerHour: said(line.inflowPerHour, limits.inflowPerHour),
    forSeconds: line.forSeconds ?? limits.forSeconds,
    severity: line.severity ?? limits.severity,
  };
}

function said(own: number | null | undefined, before: number | null): number | null {
  return own === undefined ? before : own;
}

function isAbout({ match, environment }: ThresholdLine, queue: LimitedQueue): boolean {
  if (environment !== undefined && !globMatches(environment, queue.environment)) return false;
  return match === undefined || matches(match, queue);
}
