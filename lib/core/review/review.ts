import type { HealthState } from "../pipelines/health";
import type { ACTION_EVIDENCE, ACTION_STATES, FactKind } from "./fact";

/** What a message is to its owner, for example an order. */
export interface Unit {
  readonly one: string;
  readonly many: string;
}

export const NUMBER_KEYS = ["late", "lost", "pages", "time-to-resolve", "blind-hours", "budget-overspent"] as const;
export type NumberKey = (typeof NUMBER_KEYS)[number];

export interface ReviewNumber {
  readonly key: NumberKey;
  readonly label: string;
  readonly value: number | null;
  readonly words: string;
  readonly why: string | null;
  readonly isEstimate: boolean;
  readonly factKinds: readonly FactKind[];
}
export interface TrendPoint {
  readonly week: string;
  readonly value: number | null;
}

export interface Times {
  readonly detectSeconds: number | null;
  readonly acknowledgeSeconds: number | null;
  readonly resolveSeconds: number | null;
  readonly alertCount: number;
}
export interface Redrives {
  readonly runCount: number;
  readonly sentCount: number;
  readonly goneCount: number;
  readonly returnedCount: number;
  readonly unknownCount: number;
  readonly bounceShare: number | null;
}
export interface ClassCounts {
  readonly newCount: number;
  readonly regressedCount: number;
  readonly closedCount: number;
  readonly openCount: number;
}
export type Money = { readonly low: number; readonly high: number } | null;

/** What holds of the whole as of one pipeline. */
export interface Sums {
  readonly times: Times;
  readonly redrives: Redrives;
  readonly discardedCount: number;
  readonly rescuedCount: number;
  readonly expiredCount: number;
  readonly classes: ClassCounts;
  readonly pages: { readonly count: number; readonly acknowledgedCount: number; readonly noiseCount: number };
  readonly cost: Money;
  readonly failureTax: Money;
  readonly findings: { readonly openedCount: number; readonly closedCount: number };
}
export interface Totals extends Sums {
  readonly ownCost: Money;
  readonly blindHours: number;
}

export interface TeamLine {
  readonly team: string | null;
  readonly late: number;
  readonly lost: number;
  readonly pages: number;
  readonly openClasses: number;
  readonly pipelineCount: number;
}

/** How a pipeline did in the week, as far as it is measured: the shares are of the measured part. */
export interface WeekHealth {
  readonly state: HealthState;
  readonly reason: string;
  readonly shares: Readonly<Record<HealthState, number>>;
  readonly unmeasuredShare: number;
}
export interface WeekSlo {
  readonly value: number | null;
  readonly objective: number | null;
  readonly budgetLeft: number | null;
  readonly burn: "none" | "slow" | "fast" | null;
  readonly sentence: string;
}
export interface PipelineWeek extends Sums {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly team: string | null;
  readonly tier: string | null;
  readonly isGone: boolean;
  readonly health: WeekHealth;
  readonly slo: WeekSlo;
}
export interface ReviewedPipeline extends PipelineWeek {
  readonly position: number;
  readonly whyTalk: readonly string[];
}

/** A review as one person sees it. */
export interface ReviewText {
  readonly number: number;
  readonly week: string;
  readonly zone: string;
  readonly from: string;
  readonly until: string;
  readonly writtenAt: string;
  readonly isPartial: boolean;
  readonly headline: string;
  readonly numbers: readonly (ReviewNumber & { readonly trend: readonly TrendPoint[] })[];
  readonly teams: readonly TeamLine[];
  readonly decisions: readonly { readonly label: string }[];
  readonly unownedCount: number;
  readonly totals: Totals;
  readonly pipelines: readonly ReviewedPipeline[];
  readonly leftOutCount: number;
  readonly sha256: string;
}

export interface ActionLine {
  readonly number: number;
  readonly text: string;
  readonly owner: string;
  readonly due: string | null;
  readonly isOverdue: boolean;
  readonly state: (typeof ACTION_STATES)[number];
  readonly pipelineName: string | null;
  readonly evidence: {
    readonly kind: (typeof ACTION_EVIDENCE)[number];
    readonly label: string;
    readonly sentence: string;
  } | null;
  readonly carriedCount: number;
  readonly endReason: string | null;
}
