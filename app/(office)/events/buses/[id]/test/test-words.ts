import { formatCount, formatPlural } from "@/app/_components/format";
import type { EventTestRule } from "@/lib/contract/event-test";

type Rules = readonly Pick<EventTestRule, "matches">[];

/** How many rules would match, in a sentence; of how many nobody can say it. */
export function testHeadline(rules: Rules): string {
  const count = (matches: EventTestRule["matches"]) => rules.filter((rule) => rule.matches === matches).length;
  const matching = count("yes");
  const unknown = count("unknown");
  const of = `${formatCount(matching)} of ${formatPlural(rules.length, "rule")} would match.`;
  const first = rules.length === 0 ? "No rule to ask." : matching === 0 ? "No rule would match." : of;
  return unknown === 0 ? first : `${first} Of ${formatCount(unknown)} nobody can say.`;
}

/** The rule that it is about in front; the others stay in their order. */
export function ruleFirst<Rule extends { ruleId: string }>(rules: readonly Rule[], ruleId: string | undefined): Rule[] {
  return [...rules.filter((rule) => rule.ruleId === ruleId), ...rules.filter((rule) => rule.ruleId !== ruleId)];
}
