/**
 * *losing*: events are lost for good. *failing*: some failed and were kept. *silent*: it stopped against its own rhythm.
 * *unknown*: nobody could measure it; that is not *ok*.
 */
export const RULE_STATES = ["ok", "failing", "losing", "silent", "disabled", "unknown"] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** What EventBridge counted in a day; null where CloudWatch told nothing, which is mostly none. */
export interface RuleCounts {
  readonly triggeredCount: number | null;
  readonly failedCount: number | null;
  readonly deadLetteredCount: number | null;
  readonly refusedByQueueCount: number | null;
}
export interface RuleStateFacts {
  readonly isEnabled: boolean;
  readonly targets: readonly { readonly deadLetterArn: string | null }[];
  /** Of the last 24 hours, all of them; null where nobody has asked, or not lately. */
  readonly counts: RuleCounts | null;
  /** Why it is taken for silent; null where it keeps its rhythm or has none. */
  readonly silence: string | null;
}
export interface JudgedRule {
  readonly state: RuleState;
  readonly reason: string;
}

/** How a rule is doing, worst first, and why. */
export function ruleState({ isEnabled, targets, counts, silence }: RuleStateFacts): JudgedRule {
  if (!isEnabled) return { state: "disabled", reason: "It is switched off: it matches nothing and runs at no time." };
  const trouble = counts && (losing(targets, counts) ?? failing(counts));
  if (trouble) return trouble;
  if (silence !== null) return { state: "silent", reason: silence };
  if (counts === null)
    return { state: "unknown", reason: "Its figures of the last 24 hours were not read: nobody knows how it does." };
  const { triggeredCount } = counts;
  const runs = triggeredCount ? `It ran ${times(triggeredCount)}` : "CloudWatch tells of no run";
  const nowhere = targets.length === 0 ? " It has no target: what it matches goes nowhere." : "";
  return { state: "ok", reason: `${runs} in the last 24 hours, and no delivery failed for good.${nowhere}` };
}

function losing(targets: RuleStateFacts["targets"], counts: RuleCounts): JudgedRule | undefined {
  const refused = counts.refusedByQueueCount ?? 0;
  if (refused > 0)
    return {
      state: "losing",
      reason: `${deliveries(refused)} of the last 24 hours could not be written to a dead-letter queue: lost.`,
    };
  const withoutQueue = targets.filter(({ deadLetterArn }) => deadLetterArn === null).length;
  // One figure counts all targets: what reached a queue is taken off.
  const lost = (counts.failedCount ?? 0) - (counts.deadLetteredCount ?? 0);
  if (withoutQueue === 0 || lost <= 0) return undefined;
  const which = withoutQueue === targets.length ? "" : ", at a target without a dead-letter queue";
  return { state: "losing", reason: `${deliveries(lost)} of the last 24 hours failed for good${which}: lost.` };
}

function failing({ failedCount, deadLetteredCount }: RuleCounts): JudgedRule | undefined {
  const count = Math.max(failedCount ?? 0, deadLetteredCount ?? 0);
  if (count === 0) return undefined;
  const kept = deadLetteredCount ?? 0;
  const where = kept >= count ? "they are kept in a dead-letter queue" : `${kept} of them reached a dead-letter queue`;
  return { state: "failing", reason: `${deliveries(count)} of the last 24 hours failed for good; ${where}.` };
}

function deliveries(count: number): string {
  return count === 1 ? "1 delivery" : `${count} deliveries`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
