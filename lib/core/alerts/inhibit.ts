import type { PlacedReason } from "./known";
import { type Condition, type Reason, reasonKey } from "./reason";
import { isOutOfSight } from "./sight";

interface Rule {
  readonly because: readonly Condition[];
  /** What is not told while `because` is. */
  readonly quiets: (reason: PlacedReason) => boolean;
  readonly isAbout: (cause: PlacedReason, reason: PlacedReason) => boolean;
}

/** A person waits, or one of our own runs: that is so whatever can be seen. */
const SEEN_WITHOUT_ACCOUNT: readonly Condition[] = [
  "predicted-loss",
  "account-blind",
  "poller-silent",
  "run-paused",
  "run-finished",
  "approval-waiting",
];
/** Pollers without which a rule or queue may look silent. */
const READS_RHYTHMS: readonly string[] = [
  "discoverQueues",
  "sampleDepth",
  "collectMetrics",
  "collectInventory",
  "watchActivity",
  "collectEventFigures",
  "judgeQueueRhythms",
];
const one =
  (...conditions: Condition[]) =>
  (reason: Reason) =>
    conditions.includes(reason.condition);
const sameQueue = (cause: Reason, reason: Reason) => cause.queueId !== null && cause.queueId === reason.queueId;
const sameClass = (cause: Reason, reason: Reason) => cause.classId !== null && cause.classId === reason.classId;
const samePipeline = (cause: PlacedReason, reason: PlacedReason) => {
  const its = new Set(pipelineIdsOf(cause));
  return pipelineIdsOf(reason).some((id) => its.has(id));
};

const RULES: readonly Rule[] = [
  {
    because: ["account-blind"],
    quiets: ({ condition }) => !SEEN_WITHOUT_ACCOUNT.includes(condition),
    isAbout: isOutOfSight,
  },
  {
    because: ["poller-silent"],
    quiets: one("rule-silent", "queue-silent"),
    isAbout: (cause, reason) =>
      READS_RHYTHMS.includes(cause.subject.name) &&
      (cause.accountId === null || cause.accountId === reason.accountId) &&
      (cause.region === null || cause.region === reason.region),
  },
  { because: ["pipeline-failing"], quiets: one("budget-burn"), isAbout: samePipeline },
  { because: ["pipeline-stalled"], quiets: one("budget-burn", "queue-silent"), isAbout: samePipeline },
  { because: ["predicted-loss"], quiets: one("age-threshold"), isAbout: sameQueue },
  { because: ["class-new", "class-regressed"], quiets: one("class-escalating"), isAbout: sameClass },
  { because: ["dead-letter-inflow"], quiets: one("depth-threshold"), isAbout: sameQueue },
];

/**
 * Which of the reasons are not told because another says it already, by key, with the words why. `canQuiet` is false for what
 * is silenced, reaches nobody or is told more softly than the reason would be: what wakes nobody stands in for no page.
 * Nothing that is quieted quiets others.
 */
export function inhibitedBy(
  holding: readonly PlacedReason[],
  canQuiet: (cause: PlacedReason, reason: PlacedReason) => boolean,
): ReadonlyMap<string, string> {
  const quiet = new Map<string, string>();
  for (const rule of RULES) {
    const causes = holding.filter((reason) => rule.because.includes(reason.condition) && !quiet.has(reasonKey(reason)));
    if (causes.length === 0) continue;
    for (const reason of holding.filter(rule.quiets)) {
      const cause = causes.find((candidate) => rule.isAbout(candidate, reason) && canQuiet(candidate, reason));
      if (cause && !quiet.has(reasonKey(reason))) quiet.set(reasonKey(reason), cause.sentence);
    }
  }
  return quiet;
}

function pipelineIdsOf({ subject, place }: PlacedReason): string[] {
  return subject.kind === "pipeline" ? [subject.id] : place.pipelines.map(({ id }) => id);
}
