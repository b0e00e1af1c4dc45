import type { TargetTransform } from "@/lib/core/events/target-input";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import type { SeenReplay } from "@/lib/core/replays/seen-replay";

/** A target as its rule has it now, with what the rule makes of an event before it sends it there. */
export interface LiveTarget extends RuleTarget {
  readonly transform: TargetTransform;
}

/** An event for a bus. What is not told is left to EventBridge. */
export interface OutgoingEvent {
  readonly busArn: string;
  readonly source: string;
  readonly detailType: string;
  /** JSON text of an object. */
  readonly detail: string;
  readonly resources: readonly string[];
  readonly time: Date | null;
  readonly traceHeader?: string;
}

/** What became of one entry. *not-done*: EventBridge was throttled and says so; *unknown*: it may be on the bus. */
export type PutResult =
  | { readonly kind: "put"; readonly eventId: string }
  | { readonly kind: "rejected"; readonly code: string; readonly message: string }
  | { readonly kind: "not-done"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

export interface ReplayWish {
  readonly name: string;
  readonly archiveArn: string;
  /** The bus that the archive is of: AWS allows no other. */
  readonly busArn: string;
  /** Event time, both ends included. */
  readonly from: Date;
  readonly until: Date;
  /** Null: every rule of the bus. */
  readonly ruleArns: readonly string[] | null;
  readonly description: string;
}

/** What became of a wish. *unknown*: no answer, it may have begun: look for it by its name. */
export type StartReplayResult =
  | { readonly kind: "started" }
  | { readonly kind: "name-taken" }
  | { readonly kind: "too-many" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

export interface DescribedReplay extends SeenReplay {
  readonly description: string | null;
  readonly busArn: string;
  /** Null: every rule of the bus. */
  readonly ruleArns: readonly string[] | null;
}

export interface Replays {
  /**
   * Has EventBridge replay a stretch of an archive, in one call that is never repeated. Throws where nothing was started and
   * the wish itself is not at fault: no right, throttled, not reached.
   */
  startReplay(wish: ReplayWish): Promise<StartReplayResult>;
  /** Undefined when EventBridge does not know it, or not any more: it forgets replays after 90 days. */
  describeReplay(name: string): Promise<DescribedReplay | undefined>;
  /** False when it had ended already, or EventBridge does not know it. What was replayed stays so. */
  cancelReplay(name: string): Promise<boolean>;
  /** Every replay of the account in the Region that EventBridge still knows, in every state. */
  listReplays(): Promise<SeenReplay[]>;
}

export interface Events extends Replays {
  /** Every target of a rule; NotFound (`aws-not-found`) when the rule is gone. */
  targetsOf(ruleArn: string): Promise<LiveTarget[]>;
  /**
   * Puts up to 10 events (less than 1 MB together) in one call, once: the SDK never repeats it. Each succeeds or fails
   * alone: one result per event, in order. Refusals of the whole call throw, and nothing was done.
   */
  putEvents(events: readonly OutgoingEvent[]): Promise<PutResult[]>;
}
