import type { QueueMode } from "../queues/queue";
import { type Match, matches, type Place } from "./selection";

/** A line of the opt-in to reading: which dead-letter queues, and whether they are saved before the first loss. */
export interface ReadingRule {
  readonly match: Match;
  readonly mode: QueueMode;
  readonly autoRescue: boolean;
}

/** The rule that holds for a queue: the last that matches; undefined when none does. */
export function readingRuleFor(rules: readonly ReadingRule[], place: Place): ReadingRule | undefined {
  return rules.findLast((rule) => matches(rule.match, place));
}
