import type { TargetTransform } from "@/lib/core/events/target-input";
import type { RuleTarget } from "@/lib/core/inventory/resource";

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

export interface Events {
  /** Every target of a rule; NotFound (`aws-not-found`) when the rule is gone. */
  targetsOf(ruleArn: string): Promise<LiveTarget[]>;
  /**
   * Puts up to 10 events (less than 1 MB together) in one call, once: the SDK never repeats it. Each succeeds or fails
   * alone: one result per event, in order. Refusals of the whole call throw, and nothing was done.
   */
  putEvents(events: readonly OutgoingEvent[]): Promise<PutResult[]>;
}
