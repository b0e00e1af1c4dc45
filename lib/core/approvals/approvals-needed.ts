import type { ApprovalRule, RuleAction } from "./rule";

/** What rules look at. What later actions bring with them may be absent: then no rule about it applies. */
export interface PlanFacts {
  readonly action: RuleAction;
  readonly accountId: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly isFifo: boolean;
  /** null: nobody knows, which is over any number. */
  readonly messageCount: number | null;
  readonly hasEditedBodies?: boolean;
  readonly hasOverriddenCheck?: boolean;
}
export interface Needed {
  readonly count: 0 | 1 | 2;
  /** Why, one for each rule that applies: "production, more than 100 messages". */
  readonly reasons: readonly string[];
}

/** How many other people a plan needs: the highest number of all rules that apply. */
export function approvalsNeeded(facts: PlanFacts, rules: readonly ApprovalRule[]): Needed {
  const applying = rules.filter((rule) => rule.isOn && concerns(rule, facts) && holds(rule, facts));
  return {
    count: applying.some(({ approvals }) => approvals === 2) ? 2 : applying.length > 0 ? 1 : 0,
    reasons: [...new Set(applying.map((rule) => reasonOf(rule, facts)))],
  };
}

function concerns({ accountIds, environments }: ApprovalRule, facts: PlanFacts): boolean {
  if (!accountIds && !environments) return true;
  return Boolean(accountIds?.includes(facts.accountId) || environments?.includes(facts.environment));
}

function holds({ when }: ApprovalRule, facts: PlanFacts): boolean {
  if (facts.action === "rescue" && when.action !== "rescue") return false;
  return (
    (when.messagesOver === undefined || facts.messageCount === null || facts.messageCount > when.messagesOver) &&
    (!when.production || facts.isProduction) &&
    (!when.fifo || facts.isFifo) &&
    (when.action === undefined || when.action === facts.action) &&
    (!when.editedBodies || facts.hasEditedBodies === true) &&
    (!when.overriddenCheck || facts.hasOverriddenCheck === true)
  );
}

function reasonOf(rule: ApprovalRule, facts: PlanFacts): string {
  const noun = facts.action === "replay" ? "events" : "messages";
  return conditionWords(rule.when, { isCountUnknown: facts.messageCount === null, noun }).join(", ");
}

/** The conditions of a rule in words, for a reason or a page of rules. */
export function conditionWords(
  when: ApprovalRule["when"],
  { isCountUnknown = false, noun = "messages" }: { isCountUnknown?: boolean; noun?: string } = {},
): string[] {
  const over = when.messagesOver?.toLocaleString("en-US");
  const many = isCountUnknown ? `an unknown number of ${noun} (the limit is ${over})` : `more than ${over} ${noun}`;
  return [
    when.action?.replace("-", " "),
    when.production && "production",
    over !== undefined && many,
    when.fifo && "FIFO",
    when.editedBodies && "edited bodies",
    when.overriddenCheck && "a check was overridden",
  ].filter((part): part is string => typeof part === "string");
}

/** "1 approval", "2 approvals". */
export function approvalsWords(count: number): string {
  return count === 1 ? "1 approval" : `${count} approvals`;
}
