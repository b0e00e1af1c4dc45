/**
 * *losing*: events are lost for good. *failing*: some failed and were kept. *silent*: it stopped against its own rhythm.
 * *unknown*: nobody could measure it; that is not *ok*.
 */
export const RULE_STATES = ["ok", "failing", "losing", "silent", "disabled", "unknown"] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** What EventBridge counted in a day; null where CloudWatch told nothing, which is mostly none and never surely. */
export interface RuleCounts {
  readonly triggeredCount: number | null;
  readonly failedCount: number | null;
  readonly deadLetteredCount: number | null;
  readonly refusedByQueueCount: number | null;
}
export interface RuleStateFacts {
  readonly isEnabled: boolean;
  /** The service that owns the rule; null for one of people. */
  readonly managedBy: string | null;
  readonly targets: readonly { readonly deadLetterArn: string | null }[];
  /** Of the last 24 hours, all of them; null where nobody has asked, or not lately. */
  readonly counts: RuleCounts | null;
  /** When it ran last as far as anybody saw, within about four weeks; null where nobody saw it run. */
  readonly ranAt: Date | null;
  /** Why it is taken for silent; null where it keeps its rhythm or has none. */
  readonly silence: string | null;
}
export interface JudgedRule {
  readonly state: RuleState;
  readonly reason: string;
}

/**
 * How a rule is doing, worst first, and why. A rule that nobody ever saw run is *unknown*: that nothing failed says nothing of
 * it. What a service owns nobody here can mend: it is never *losing* nor *silent*.
 */
export function ruleState(facts: RuleStateFacts): JudgedRule {
  const { isEnabled, targets, counts, silence, managedBy } = facts;
  if (!isEnabled) return { state: "disabled", reason: "It is switched off: it matches nothing and runs at no time." };
  const trouble = counts && (managedBy === null ? (losing(targets, counts) ?? failing(counts)) : undefined);
  if (trouble) return trouble;
  if (silence !== null && managedBy === null) return { state: "silent", reason: silence };
  if (counts === null) return { state: "unknown", reason: unread(managedBy) };
  const calm = calmOf(facts, counts);
  const nowhere = targets.length === 0 ? " It has no target: what it matches goes nowhere." : "";
  return { ...calm, reason: `${calm.reason}${nowhere}` };
}

function unread(managedBy: string | null): string {
  return managedBy === null
    ? "Its figures of the last 24 hours were not read: nobody knows how it does."
    : `${managedBy} made it and looks after it; its figures are not read here.`;
}

/** Nothing is known to have failed; CloudWatch is best effort, so that it is never said to be sure. */
function calmOf({ ranAt, managedBy }: RuleStateFacts, { triggeredCount, failedCount }: RuleCounts): JudgedRule {
  const failed =
    failedCount && managedBy !== null
      ? `${deliveries(failedCount)} failed for good, which only ${managedBy} can mend`
      : "no delivery is known to have failed for good";
  if (triggeredCount)
    return { state: "ok", reason: `It ran ${times(triggeredCount)} in the last 24 hours, and ${failed}.` };
  if (ranAt !== null)
    return {
      state: "ok",
      reason: `It ran last on ${ranAt.toISOString().slice(0, 10)}, as far as CloudWatch tells, and ${failed} in the last 24 hours.`,
    };
  return {
    state: "unknown",
    reason:
      "Nobody ever saw it run, so that nothing is known of how it delivers. A rule that has just begun is told of up to half an hour late.",
  };
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
  if (withoutQueue < targets.length && counts.deadLetteredCount === null) return perhapsLosing(lost);
  const which = withoutQueue === targets.length ? "" : ", at a target without a dead-letter queue";
  return { state: "losing", reason: `${deliveries(lost)} of the last 24 hours failed for good${which}: lost.` };
}

function perhapsLosing(lost: number): JudgedRule {
  return {
    state: "losing",
    reason: `${deliveries(lost)} of the last 24 hours failed for good, and none is told to have reached a dead-letter queue; one target has none: probably lost.`,
  };
}

function failing({ failedCount, deadLetteredCount: kept }: RuleCounts): JudgedRule | undefined {
  const count = Math.max(failedCount ?? 0, kept ?? 0);
  if (count === 0) return undefined;
  const where =
    kept === null
      ? "whether a dead-letter queue took them is not told yet"
      : kept >= count
        ? "they are kept in a dead-letter queue"
        : `${kept} of them reached a dead-letter queue`;
  return { state: "failing", reason: `${deliveries(count)} of the last 24 hours failed for good; ${where}.` };
}

function deliveries(count: number): string {
  return count === 1 ? "1 delivery" : `${count} deliveries`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
