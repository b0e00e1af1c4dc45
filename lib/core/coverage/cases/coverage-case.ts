import type { Resource, ResourceKind } from "../../inventory/resource";
import type { CoverageFacts, Severity } from "../rule";

/** What a public page says of a set-up, and the holes that follow from it. Labelled before the rule was written. */
export interface CoverageCase {
  readonly name: string;
  /** The page's address. */
  readonly source: string;
  /** What it says, in our own words. */
  readonly says: string;
  readonly resources: readonly Resource[];
  /** Kinds that nobody could read. */
  readonly unread?: readonly ResourceKind[];
  /** Without them nothing was measured and nobody owns anything. */
  readonly facts?: CoverageFacts;
  /** The rules that the page is about: of these, no other hole may be found. */
  readonly about: readonly string[];
  readonly expected: readonly {
    readonly rule: string;
    readonly at: string;
    readonly severity: Severity;
    readonly confidence: "certain" | "possible";
  }[];
}
