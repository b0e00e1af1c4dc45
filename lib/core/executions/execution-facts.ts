import type { ExecutionDriver } from "../plans/action";
import type { GateFacts, ToldChange } from "../plans/checks/gate-facts";
import type { KnownExecution } from "./redrivability";

/** An execution of a plan, as we know it. */
export interface PlannedExecution extends KnownExecution {
  readonly name: string;
  readonly failedState: string | null;
  /** Null: nobody asked. */
  readonly redriveCount: number | null;
  readonly lookedAt: Date | null;
}

/** Everything that the checks of a plan about executions look at, from our own rows. Nothing here asks AWS. */
export interface ExecutionFacts {
  readonly driver: ExecutionDriver;
  readonly executions: readonly PlannedExecution[];
  /** Of the class, and not in the plan: why, and how many. */
  readonly leftOut: readonly { readonly why: string; readonly count: number }[];
  readonly machine: {
    readonly name: string;
    readonly type: "STANDARD" | "EXPRESS";
    readonly isDeleted: boolean;
    /** The definition cannot be read, so nobody knows whether it changed. */
    readonly isDefinitionKnown: boolean;
    /** The last change of its definition after the first of these failed. */
    readonly definitionChange: ToldChange | null;
  };
  readonly gate: GateFacts | null;
  /** Runs that may have started new ones for some of these: they never had an answer. */
  readonly unanswered: readonly { readonly runNumber: number; readonly count: number }[];
  readonly openElsewhere: readonly { readonly runNumber: number; readonly count: number }[];
  readonly account: { readonly isWritable: boolean; readonly operateRoleArn: string | null };
  readonly writesStopped: { readonly by: string } | null;
  readonly blindSince: string | null;
  readonly takesAboutSeconds: number | null;
  readonly now: Date;
}
