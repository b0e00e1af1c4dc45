import type { AlertFacts } from "./facts";
import type { Condition, Reason } from "./reason";

/** Pure: the same facts at the same time give the same reasons. */
export type ConditionJudge = (facts: AlertFacts, at: Date) => readonly Reason[];

/** All that somebody may be told of: a new condition is a file and a line here. */
const JUDGES: Partial<Readonly<Record<Condition, ConditionJudge>>> = {};

/**
 * What holds now, at most once per condition and subject, in the order of CONDITIONS. What was so when we looked first is
 * backlog: it is never more than *notify*.
 */
export function reasonsOf(facts: AlertFacts, at: Date): Reason[] {
  return Object.values(JUDGES).flatMap((judge) => judge(facts, at));
}
