import { formatCount, formatPlural } from "@/app/_components/format";
import type { EventTestRule } from "@/lib/contract/event-test";

type Rules = readonly Pick<EventTestRule, "matches" | "managedBy">[];

/** How many rules would match, in a sentence; of how many nobody can say it. Rules that AWS manages are not counted. */
export function testHeadline(all: Rules): string {
  const rules = all.filter(({ managedBy }) => managedBy === null);
  const count = (matches: EventTestRule["matches"]) => rules.filter((rule) => rule.matches === matches).length;
  const matching = count("yes");
  const unknown = count("unknown");
  const of = `${formatCount(matching)} of ${formatPlural(rules.length, "rule")} would match.`;
  const first = rules.length === 0 ? "No rule to ask." : matching === 0 ? "No rule would match." : of;
  return unknown === 0 ? first : `${first} Of ${formatCount(unknown)} nobody can say.`;
}

/** The rule that it is about in front, those that AWS manages behind; the others stay in their order. */
export function inOrder<Rule extends Pick<EventTestRule, "ruleId" | "managedBy">>(
  rules: readonly Rule[],
  ruleId: string | undefined,
): Rule[] {
  const rank = (rule: Rule) => (rule.ruleId === ruleId ? 0 : rule.managedBy === null ? 1 : 2);
  return rules.toSorted((a, b) => rank(a) - rank(b));
}
