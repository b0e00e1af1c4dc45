/** What EventBridge counts about a rule or a bus, in our words. The order is the path of an event. */
export const FIGURE_NAMES = [
  "matched",
  "triggered",
  "throttled",
  "invocations",
  "succeeded",
  "retried",
  "failed",
  "sentToDeadLetter",
  "lostAtDeadLetter",
  "suppressed",
  "startLatencyMs",
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

export interface EventFigure {
  /** AWS's names of it; CloudWatch may know only one of several spellings. */
  readonly awsMetrics: readonly string[];
  readonly unit: "count" | "ms";
  readonly title: string;
  readonly meaning: string;
  /** Whether AWS tells it of a bus of one's own; else a bus shows the sum of its rules. */
  readonly isToldOfBus: boolean;
  /** More than none of it means that something goes wrong now. */
  readonly isTrouble: boolean;
}

const count = { unit: "count", isToldOfBus: false, isTrouble: false } as const;

export const EVENT_FIGURES: Readonly<Record<FigureName, EventFigure>> = {
  matched: {
    ...count,
    awsMetrics: ["MatchedEvents"],
    title: "Matched",
    meaning: "events that fitted a pattern",
    isToldOfBus: true,
  },
  triggered: {
    ...count,
    awsMetrics: ["TriggeredRules"],
    title: "Triggered",
    meaning: "how often the rule ran, by an event or by its schedule",
    isToldOfBus: true,
  },
  throttled: {
    ...count,
    awsMetrics: ["ThrottledRules"],
    title: "Throttled",
    meaning: "runs that AWS put off for its own limits: delayed, not lost",
    isToldOfBus: true,
    isTrouble: true,
  },
  invocations: {
    ...count,
    awsMetrics: ["Invocations"],
    title: "Invocations",
    meaning: "calls of a target that came to an end, good or bad; what is still being retried is not counted yet",
  },
  succeeded: {
    ...count,
    awsMetrics: ["SuccessfulInvocationAttempts"],
    title: "Delivered",
    meaning: "attempts that a target took",
    isToldOfBus: true,
  },
  retried: {
    ...count,
    awsMetrics: ["RetryInvocationAttempts"],
    title: "Retried",
    meaning: "attempts after one that failed: the first sign of trouble, nothing is lost yet",
    isToldOfBus: true,
    isTrouble: true,
  },
  failed: {
    ...count,
    awsMetrics: ["FailedInvocations"],
    title: "Failed for good",
    meaning:
      "calls that EventBridge gave up; they lie in the target's dead-letter queue, or are lost where it has none",
    isTrouble: true,
  },
  sentToDeadLetter: {
    ...count,
    awsMetrics: ["InvocationsSentToDlq"],
    title: "Sent to the dead-letter queue",
    meaning: "failed events that a dead-letter queue took",
    isTrouble: true,
  },
  lostAtDeadLetter: {
    ...count,
    awsMetrics: ["InvocationsFailedToBeSentToDlq"],
    title: "Lost although there is a dead-letter queue",
    meaning: "failed events that the dead-letter queue did not take either: they are gone",
    isTrouble: true,
  },
  suppressed: {
    ...count,
    awsMetrics: ["DeadLetterInvocations"],
    title: "Not invoked",
    meaning: "events for which AWS did not call the target, mostly so that a rule does not run itself for ever",
    isTrouble: true,
  },
  startLatencyMs: {
    awsMetrics: ["IngestiontoInvocationStartLatency", "IngestionToInvocationStartLatency"],
    unit: "ms",
    title: "Time until the first attempt",
    meaning: "from the bus to the first call of a target; 95 of 100 events were faster",
    isToldOfBus: true,
    isTrouble: false,
  },
};

/** What stands beside every figure of EventBridge. */
export const LAG_NOTE =
  "EventBridge tells its metrics at best effort: they come one to three minutes late, may be missing, and are not for accounting. Where a point is missing nothing was told, which is not 0.";

/** The bus whose metrics carry no bus name (EventBridge User Guide, "Monitoring Amazon EventBridge"). */
export const DEFAULT_BUS = "default";

/** Under which dimensions CloudWatch keeps a rule's metrics: RuleName alone means the default bus. */
export function ruleDimensions(busName: string, ruleName: string): Readonly<Record<string, string>> {
  return busName === DEFAULT_BUS ? { RuleName: ruleName } : { EventBusName: busName, RuleName: ruleName };
}
