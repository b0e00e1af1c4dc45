import type { RulePlace } from "../resources/rule";
import type { BusEvent, Target } from "../state";

/** Why a target did not get an event, as the dead-letter message tells it. */
export interface Failure {
  /** One of the EventBridge User Guide's ERROR_CODE values. */
  readonly errorCode: string;
  readonly message: string;
  readonly isRetryable: boolean;
}

/** One event on its way to one target: the plain subject of the agenda's job, between two attempts. */
export interface Delivery extends RulePlace {
  readonly ruleArn: string;
  /** As it was when the event matched; the resource behind it is looked up at each attempt. */
  readonly target: Target;
  readonly event: BusEvent;
  /** When the bus took the event in: its age counts from here. */
  readonly acceptedAt: number;
  /** How often the event has been handed from bus to bus. */
  readonly hops: number;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Set when the event will be too old before another attempt: nothing is tried any more. */
  readonly expired?: Failure;
}

export const DELIVER = "events.deliver";
