import type { Match } from "../selection/selection";

export const TIERS = ["1", "2", "3", "4"] as const;
/** Who answers for a resource. Null parts are not known. */
export interface Ownership {
  readonly owner: string | null;
  readonly team: string | null;
  /** 1 is what the business stops without. */
  readonly tier: (typeof TIERS)[number] | null;
  readonly runbook: string | null;
}
/** *hand* beats *file*, *file* beats *tags*. `via` is whose ownership it is when it was taken from the failing stage. */
export interface ResolvedOwnership extends Ownership {
  readonly source: "hand" | "file" | "tags" | "none";
  readonly viaArn: string | null;
}
/** A line of the configuration file: who owns what matches. The last line that matches wins, part by part. */
export interface OwnerRule {
  readonly match: Match;
  readonly owner?: string | undefined;
  readonly team?: string | undefined;
  readonly tier?: Ownership["tier"] | undefined;
  readonly runbook?: string | undefined;
}
export const NO_OWNERSHIP: Ownership = { owner: null, team: null, tier: null, runbook: null };
