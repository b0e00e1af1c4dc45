import type { FeatureState } from "../../capabilities/features";
import type { QueueLoss } from "../../losses/queue-loss";
import type { PipelinePart } from "../pipeline";
import type { Objective } from "../slo/objective";

/** Whether the place in which a part lies can be seen. */
export interface PlaceSight {
  readonly accountName: string;
  /** Why nothing of the place is read on purpose; null where it is. */
  readonly whyNotRead: string | null;
  /** What the last look at the Region said; *unknown* before the first. */
  readonly status: "ok" | "blind" | "unknown";
  readonly blindSince: Date | null;
  readonly blindReason: string | null;
  readonly seenAt: Date | null;
  /** The features that were used here, by their ids. */
  readonly features: ReadonlyMap<string, FeatureSight>;
}
export interface FeatureSight {
  readonly state: FeatureState;
  readonly reason: string | null;
  readonly okAt: Date | null;
}

/** Per minute, over the minutes of which CloudWatch told. */
export interface Flow {
  readonly sentPerMinute: number;
  readonly deletedPerMinute: number;
  readonly minuteCount: number;
}
/** What the counters of a queue said at one time. */
export interface Look {
  readonly at: Date;
  readonly visible: number;
  readonly inFlight: number;
}
export interface QueueSight {
  readonly isDeadLetterQueue: boolean;
  readonly isSelected: boolean;
  /** When somebody here read messages of it last: a look at messages moves the counters. */
  readonly scannedAt: Date | null;
  readonly visible: number | null;
  readonly inFlight: number | null;
  readonly delayed: number | null;
  readonly sampledAt: Date | null;
  readonly nextSampleAt: Date | null;
  readonly changedAt: Date | null;
  readonly error: string | null;
  readonly ageSeconds: number | null;
  readonly ageAt: Date | null;
  readonly metricsUntil: Date | null;
  /** The looks of the last quarter of an hour, oldest first; empty where nothing waits. */
  readonly looks: readonly Look[];
  /** Null where CloudWatch told nothing lately. */
  readonly flow: Flow | null;
  /** What takes from it, as far as the inventory knows: event source mappings and pipes. */
  readonly consumers: { readonly onCount: number; readonly offCount: number };
  /** Of a dead-letter queue in which something waits; null of others. */
  readonly loss: QueueLoss | null;
}

/** What EventBridge counted for a rule in the twenty minutes before its figures were read last; null where it told nothing. */
export interface RuleSight {
  readonly isEnabled: boolean;
  readonly isOfService: boolean;
  readonly targetCount: number;
  readonly targetsWithoutQueue: number;
  readonly invocations: number | null;
  readonly failed: number | null;
  readonly sentToDeadLetter: number | null;
  readonly lostAtDeadLetter: number | null;
  readonly throttled: number | null;
  /** When its figures were asked for last; null: never. */
  readonly askedAt: Date | null;
  /** Until when they were told; null where nobody says. */
  readonly toldUntil: Date | null;
  readonly silence: string | null;
}

/** What a function did in the twenty minutes before its figures were read last; null where CloudWatch told nothing. */
export interface FunctionSight {
  readonly invocations: number | null;
  readonly errors: number | null;
  readonly throttles: number | null;
  /** When its figures were asked for last; null: never. */
  readonly askedAt: Date | null;
  /** Until when they were told; null where nobody says. */
  readonly toldUntil: Date | null;
}

/** New failures by when they came. What was there before anybody looked is not among them. */
export interface Arrivals {
  readonly quarterHour: number;
  readonly recentHalfHour: number;
  readonly earlierHalfHour: number;
}
export const NO_ARRIVALS: Arrivals = { quarterHour: 0, recentHalfHour: 0, earlierHalfHour: 0 };

export interface PartFacts {
  readonly part: Pick<PipelinePart, "arn" | "accountId" | "kind" | "name" | "role" | "region">;
  /** Null for what lies in no connected account. */
  readonly place: PlaceSight | null;
  /** It was found when its account was read last. */
  readonly isThere: boolean;
  readonly objective: Pick<Objective, "ageSeconds">;
  readonly queue: QueueSight | null;
  readonly rule: RuleSight | null;
  readonly function: FunctionSight | null;
  /** Failed messages and executions that are kept. */
  readonly messages: Arrivals;
  readonly executions: Arrivals;
  /** What was lost with a count only. */
  readonly lost: Arrivals;
  /** How much came in per minute where these failures come from; null where nobody measured. */
  readonly throughputPerMinute: number | null;
}

/** What one signal says of one part. */
export interface Finding {
  readonly state: "failing" | "stalled" | "degraded" | "blind";
  /** A whole sentence with its number and its time. */
  readonly sentence: string;
}
/** Pure: the same facts at the same time give the same finding. */
export type SignalJudge = (facts: PartFacts, now: Date) => Finding | undefined;
