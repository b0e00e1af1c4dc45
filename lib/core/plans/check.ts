import type { OrderDebt } from "../fifo/order-debt";
import type { SecondCopyState } from "../queues/vault-mode";
import type { PlanAction, PlanDriver } from "./action";
import type { GateFacts } from "./checks/gate-facts";
import type { PlaceFacts } from "./checks/place-facts";

export interface PlanCheck {
  readonly id: string;
  readonly result: "pass" | "warn" | "block" | "unproven";
  readonly text: string;
  /** What a person can do about it; left out where nothing is known to help. */
  readonly fix?: string;
  /** Of a block: a person may go on against it, with a reason. */
  readonly canOverride?: boolean;
  /** Somebody went on against it, for this reason. */
  readonly overriddenBecause?: string;
}
/** Everything a plan's checks look at, from the inventory and our own rows. Nothing here asks AWS. */
export interface CheckFacts {
  readonly action: PlanAction;
  readonly driver: PlanDriver;
  readonly itemCount: number;
  readonly approximateCount: number | null;
  readonly queue: {
    readonly name: string;
    readonly arn: string;
    readonly isFifo: boolean;
    readonly isDeleted: boolean;
    readonly isDeadLetterQueue: boolean;
    /** A queue or another sender that we know gives up into it now. */
    readonly isNamed: boolean;
    readonly capture: string;
    readonly hasOwnPolicy: boolean;
    /** Mappings that are switched on. */
    readonly consumerCount: number;
    /** False: functions are not read there, so one may be overlooked. */
    readonly isConsumerKnown: boolean;
    readonly redriveAllowPolicy: string | null;
    readonly kmsKeyId: string | null;
    readonly retentionSeconds: number;
  };
  readonly places: readonly PlaceFacts[];
  /** Why some of the messages cannot go this way. */
  readonly problems: readonly string[];
  /** What a person should know of this way before. */
  readonly warnings?: readonly string[];
  /** With a marker wished for: messages that have ten attributes already. */
  readonly doesMark: boolean;
  readonly fullAttributesCount: number;
  /** Messages that came back from a redrive before, and of them those that did so three times or more. */
  readonly cameBackCount: number;
  readonly loopingCount: number;
  readonly mostBounces: number;
  /** Of a FIFO queue: how far the order of the groups is broken, as far as the dead-letter queue tells. */
  readonly orderDebt: OrderDebt | null;
  /** When a run with this role deleted from this queue for the last time, within the last week. */
  readonly deleteProvedAt: string | null;
  /** A move task of ours that has not ended on this queue. */
  readonly openMoveTask: { readonly runNumber: number; readonly by: string } | null;
  /** Null where the gate asks nothing. */
  readonly gate: GateFacts | null;
  /** Messages whose content was erased here, and of them those that a legal hold is on by now. */
  readonly erasedCount: number;
  readonly erasedHeldCount: number;
  readonly openElsewhere: readonly { readonly runNumber: number; readonly count: number }[];
  readonly account: {
    readonly isWritable: boolean;
    readonly isProduction: boolean;
    readonly operateRoleArn: string | null;
    readonly inspectRoleArn: string | null;
  };
  readonly writesStopped: { readonly by: string } | null;
  readonly blindSince: string | null;
  readonly secondsToFirstLoss: number | null;
  readonly takesAboutSeconds: number | null;
  readonly expectedReturnSeconds: number | null;
  /** Why a queue must be read although reading it may do harm. */
  readonly overrideReason: string | null;
  /** Of a restore: how many of the messages are believed to be in their queue still. */
  readonly stillThereCount: number;
  /** Of a restore: how many an earlier run may have sent already. */
  readonly maybeSentCount: number;
  /** Of what is deleted: whether a second copy is needed, and whether there is a place for it. */
  readonly secondCopy: { readonly isNeeded: boolean; readonly state: SecondCopyState };
  readonly now: Date;
  readonly retention: {
    readonly seconds: number;
    readonly keptAsCodeBy: string | null;
    /** The loss clock now and after the raise, in words. */
    readonly lossNow: string;
    readonly lossWhenRaised: string;
  };
}

export type Finding = Omit<PlanCheck, "id">;
export type Rule = (facts: CheckFacts) => Finding | undefined;
export type Rules = Readonly<Record<string, Rule>>;

type Said = Pick<Finding, "text" | "fix">;
const said = (text: string, fix?: string): Said => (fix === undefined ? { text } : { text, fix });
export const block = (text: string, fix?: string): Finding => ({ result: "block", ...said(text, fix) });
/** A block that a person may go on against, with a reason. */
export const blockUnless = (text: string, fix?: string): Finding => ({ ...block(text, fix), canOverride: true });
export const warn = (text: string, fix?: string): Finding => ({ result: "warn", ...said(text, fix) });
/** Only doing it would tell. */
export const unproven = (text: string, fix?: string): Finding => ({ result: "unproven", ...said(text, fix) });
export const pass = (text: string): Finding => ({ result: "pass", text });

/** Receives messages to take them out: whoever else reads competes with it. */
export function isDraining({ action }: CheckFacts): boolean {
  return action === "redrive" || action === "discard";
}
/** Sends messages somewhere. */
export function isSending({ action }: CheckFacts): boolean {
  return action === "redrive" || action === "restore";
}
/** Sends message by message to queues, so that what is sent is ours to choose. */
export function isSendingToQueues(facts: CheckFacts): boolean {
  return facts.driver === "mover" || facts.driver === "redirect" || facts.driver === "restore";
}
/** The queues that messages go to, as far as the inventory knows them. */
export function queuesOf({ places }: CheckFacts) {
  return places.flatMap((place) => (place.isKnown && place.queue ? [{ ...place, queue: place.queue }] : []));
}
