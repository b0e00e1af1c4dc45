import type { SideEffect } from "../events/side-effect";

/** A place that replayed events reach, at once or through others, by what they do there. */
export interface Hit {
  readonly arn: string;
  readonly name: string;
  /** What it is, in words: queue, function, e-mail address … */
  readonly kind: string;
  readonly sideEffect: SideEffect;
  /** What one event does there. */
  readonly words: string;
  readonly awsAccountId: string;
  readonly region: string;
  /** How it is reached, from the replayed bus on: `bus shop`, `rule orders` … */
  readonly path: readonly string[];
  /** The inventory looked, and it is not there: the delivery would fail. */
  readonly isGone: boolean;
}

/** Where events go on and nobody here can see to what. */
export interface BlindSpot {
  readonly arn: string;
  readonly words: string;
  readonly path: readonly string[];
}

/** Events that lead back to where they came from. */
export interface LoopRisk {
  /** To the replayed bus itself: all of its rules get them then, chosen or not. */
  readonly leadsToReplayedBus: boolean;
  readonly path: readonly string[];
}

export interface RuleImpact {
  readonly arn: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** False: its pattern leaves replayed events out, or it has none. */
  readonly doesMatchReplays: boolean;
  readonly targetCount: number;
}

/** What a replay would set in motion, as far as the inventory tells. Patterns further on may stop some of it. */
export interface Impact {
  readonly rules: readonly RuleImpact[];
  readonly hits: readonly Hit[];
  readonly blindSpots: readonly BlindSpot[];
  readonly loops: readonly LoopRisk[];
  /** What EventBridge will not do, such as hand an event on to a third account. */
  readonly notes: readonly string[];
  /** There is more than was followed. */
  readonly isCut: boolean;
}
