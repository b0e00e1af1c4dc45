import type { ClassStatus } from "../failures/class-status";
import type { QueueLoss } from "../losses/queue-loss";
import type { HealthState, Signal } from "../pipelines/health";
import type { Reason } from "./reason";
import type { StaffedHours } from "./routing/staffed";
import type { Limits } from "./thresholds/resolve";

/**
 * All that the conditions are judged from: plain data, read in one go. Of each thing only those are in here that may matter:
 * living, read on purpose, not merged, not answered by somebody. What is not known is null, never 0.
 */
export interface AlertFacts {
  readonly staffedHours: readonly StaffedHours[];
  /** Since when the conditions are judged without a gap of ours: what was so before may be our own silence. */
  readonly watchedSince: Date;
  readonly classes: readonly ClassFact[];
  readonly losses: readonly LossFact[];
  readonly queues: readonly QueueFact[];
  readonly silences: readonly SilenceFact[];
  readonly pipelines: readonly PipelineFact[];
  readonly places: readonly BlindPlace[];
  readonly pollers: readonly PollerFact[];
  readonly runs: readonly RunFact[];
  readonly plans: readonly PlanFact[];
  readonly alarms: readonly AlarmFact[];
}
export const NO_FACTS: Omit<AlertFacts, "watchedSince"> = {
  staffedHours: [],
  classes: [],
  losses: [],
  queues: [],
  silences: [],
  pipelines: [],
  places: [],
  pollers: [],
  runs: [],
  plans: [],
  alarms: [],
};

/** Where a thing lies. */
export interface Where {
  readonly accountId: string;
  readonly region: string | null;
  readonly arn: string | null;
}

/** A failure class that nobody has answered for. */
export interface ClassFact extends Where {
  readonly id: string;
  readonly title: string;
  readonly status: ClassStatus;
  readonly statusAt: Date;
  readonly statusReason: string | null;
  /** How it began when it began last; null of what was there before anybody looked. */
  readonly onset: { readonly kind: "new" | "regressed"; readonly at: Date } | null;
  readonly queueId: string | null;
  readonly totalCount: number;
  /** New failures of the last hour; what was there before anybody looked is not among them. */
  readonly lastHourCount: number;
  /** Lost although a dead-letter queue was there to keep it. */
  readonly isLostDespiteQueue: boolean;
  /** A rule or queue that went silent: told as that. */
  readonly isSilence: boolean;
  readonly record: "messages" | "executions" | "count-only";
  readonly causeKind: string;
  readonly normalisedError: string;
  /** Who did the work that failed, and what its error names as what did not answer. */
  readonly consumers: readonly string[];
  readonly dependencies: readonly string[];
}

/** The loss clock of a dead-letter queue in which something waits. */
export interface LossFact extends Where {
  readonly queueId: string;
  readonly name: string;
  readonly owner: string | null;
  /** Of all that waits there. */
  readonly loss: QueueLoss;
  /** The same of what came while we looked; null where what dies first was there before, and nobody can see behind it. */
  readonly fresh: QueueLoss | null;
  /** It is copied to the vault by itself a day before the first loss. */
  readonly doesAutoRescue: boolean;
  readonly waitingCount: number | null;
  /** So long before a message dies it was sent. */
  readonly retentionSeconds?: number;
}

/** A queue in which something waits or grows. */
export interface QueueFact extends Where {
  readonly queueId: string;
  readonly name: string;
  readonly isDeadLetterQueue: boolean;
  readonly limits: Limits;
  /** When it was looked at first: what was so then was so before. */
  readonly firstLookAt: Date | null;
  readonly depth: number | null;
  readonly sampledAt: Date | null;
  /** Since when each look found more than its limit of depth; null where it has none, or is not over it. */
  readonly deepSince: Date | null;
  readonly ageSeconds: number | null;
  readonly ageAt: Date | null;
  /** Dead letters that came within the last hour; null of other queues and where nobody can tell. */
  readonly inflow: Inflow | null;
}
export interface Inflow {
  readonly count: number;
  /** messages: they were read · growth: by the counters alone, what left meanwhile is not in it. */
  readonly by: "messages" | "growth";
  readonly since: Date;
}

/** A rule or queue that is quiet against its own rhythm. */
export interface SilenceFact extends Where {
  readonly kind: "rule" | "queue";
  readonly id: string;
  readonly queueId: string | null;
  readonly classId: string | null;
  readonly name: string;
  readonly since: Date;
  readonly sentence: string;
  /** It was silent when it was judged first. */
  readonly isBacklog: boolean;
}

export interface PipelineFact {
  readonly id: string;
  readonly name: string;
  /** Of the part from which its name comes; null where that lies in no connected account. */
  readonly accountId: string | null;
  readonly anchorArn: string;
  readonly state: HealthState;
  /** Since when it has been failing or stalled without a better time between; null while it is neither. */
  readonly badSince: Date | null;
  /** When it was seen first, not blind. */
  readonly firstSeenAt: Date | null;
  /** What speaks for its state now, the gravest first. */
  readonly evidence: readonly PipelineEvidence[];
  /** Backlog where it was bad at the first look and what waits there has waited since. */
  readonly burn: {
    readonly kind: "slow" | "fast";
    readonly at: Date;
    readonly sentence: string;
    readonly isBacklog: boolean;
  } | null;
}
export interface PipelineEvidence {
  readonly signal: Signal;
  readonly state: HealthState;
  readonly accountId: string | null;
  readonly arn: string;
  readonly sentence: string;
  /** It was so before anybody looked. */
  readonly isBacklog: boolean;
}

/** An account in whose Regions nothing can be seen. */
export interface BlindPlace {
  readonly accountId: string;
  readonly accountName: string;
  readonly regions: readonly {
    readonly region: string;
    readonly blindSince: Date;
    readonly checkedAt: Date | null;
    readonly reason: string | null;
    /** It was seen before. */
    readonly wasSeen: boolean;
  }[];
}

/** A poller that has not succeeded as often as it should, in a place that can be seen. */
export interface PollerFact {
  readonly poller: string;
  /** Null for what concerns the whole installation. */
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly region: string | null;
  readonly everySeconds: number;
  readonly startedAt: Date | null;
  readonly succeededAt: Date | null;
}

export interface RunFact extends Where {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly state: string;
  readonly reason: string | null;
  readonly queueId: string | null;
  readonly classId: string | null;
  /** When it paused or ended. */
  readonly at: Date;
  readonly pausedBy: string | null;
  readonly requestedByName: string;
}

export interface PlanFact extends Where {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly itemCount: number;
  readonly queueId: string | null;
  readonly classId: string | null;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly createdByName: string;
}

/** One of the customer's own alarms that is in ALARM. */
export interface AlarmFact extends Where {
  readonly alarmArn: string;
  readonly name: string;
  readonly reason: string | null;
  readonly changedAt: Date | null;
  readonly readAt: Date;
  readonly queueId: string | null;
  /** When the alarms of its place were read first. */
  readonly firstReadAt: Date | null;
}

/** Pure: the same facts at the same time give the same reasons. */
export type ConditionJudge = (facts: AlertFacts, at: Date) => readonly Reason[];
