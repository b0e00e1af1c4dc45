import type { Estimate } from "./estimate";
import type { Impact } from "./hit";
import type { Overlap } from "./overlap";

/** Everything that a replay's checks look at, from the inventory and our own rows. Nothing here asks AWS. */
export interface ReplayFacts {
  readonly archive: {
    readonly name: string;
    /** As AWS says it: ENABLED, DISABLED … */
    readonly state: string;
    readonly isDeleted: boolean;
    /** The earliest event time that it can hold; null: not known. */
    readonly keptSince: string | null;
  };
  readonly from: string;
  readonly until: string;
  readonly isAllRules: boolean;
  readonly impact: Impact;
  readonly overlaps: readonly Overlap[];
  /** Whether replays that others start are noticed here. */
  readonly areReplaysRead: boolean;
  /** Of the account and Region, as far as anybody saw. */
  readonly activeCount: number;
  readonly estimate: Estimate;
  readonly account: {
    readonly isWritable: boolean;
    readonly isProduction: boolean;
    readonly operateRoleArn: string | null;
  };
  readonly writesStopped: { readonly by: string } | null;
  readonly blindSince: string | null;
  readonly now: Date;
}
