import type { PlanAction, PlanDriver } from "./action";

export interface PlanCheck {
  readonly id: string;
  readonly result: "pass" | "warn" | "block" | "unproven";
  readonly text: string;
  /** Of a block: a person may go on against it, with a reason. */
  readonly canOverride?: boolean;
  /** Somebody went on against it, for this reason. */
  readonly overriddenBecause?: string;
}
export interface DestinationFacts {
  readonly arn: string;
  readonly name: string;
  readonly isFifo: boolean;
  readonly maxMessageBytes: number;
  readonly maxReceiveCount: number | null;
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
    readonly capture: string;
    readonly hasOwnPolicy: boolean;
    readonly consumerCount: number;
  };
  readonly destinations: readonly DestinationFacts[];
  readonly missingDestinations: readonly string[];
  /** Why some of the messages cannot go this way. */
  readonly problems: readonly string[];
  readonly largestBodyBytes: number;
  readonly cameBackCount: number;
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
  readonly retention: {
    readonly seconds: number;
    readonly keptAsCodeBy: string | null;
    /** The loss clock now and after the raise, in words. */
    readonly lossNow: string;
    readonly lossWhenRaised: string;
  };
}

export type Rule = (facts: CheckFacts) => Omit<PlanCheck, "id"> | undefined;
export const block = (text: string) => ({ result: "block", text }) as const;
/** A block that a person may go on against, with a reason. */
export const blockUnless = (text: string) => ({ result: "block", text, canOverride: true }) as const;
export const warn = (text: string) => ({ result: "warn", text }) as const;
export const pass = (text: string) => ({ result: "pass", text }) as const;
