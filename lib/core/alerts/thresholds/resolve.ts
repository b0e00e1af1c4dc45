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
 * The limits of a queue: later lines go over earlier ones, limit by limit. A line that is not enabled switches all limits off,
 * and later ones may set some again.
 */
export function limitsOf(lines: readonly ThresholdLine[], queue: LimitedQueue): Limits {
  return lines
    .filter((line) => isAbout(line, queue))
    .reduce<Limits>((before, line) => {
      if (!line.enabled) return NO_LIMITS;
      const { match: _match, environment: _environment, enabled: _enabled, ...said } = line;
      const told = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      return { ...before, ...told };
    }, limitsWithout(queue));
}

function isAbout({ match, environment }: ThresholdLine, queue: LimitedQueue): boolean {
  if (environment !== undefined && !globMatches(environment, queue.environment)) return false;
  return match === undefined || matches(match, queue);
}
