import type { AwsSession } from "@/lib/aws/aws";
import type { PauseCode } from "@/lib/core/runs/run";
import type { AccountRow } from "@/lib/db/accounts";
import type { Lease } from "@/lib/db/leases";
import type { PlanRow } from "@/lib/db/plans";
import type { QueueRow } from "@/lib/db/queues";
import type { RunRow } from "@/lib/db/runs";
import type { WorkerCtx } from "../../worker-context";

/** A run in the hands of one worker: it holds the lease, and an AWS session narrowed to what the plan names. */
interface AnyWork {
  readonly ctx: WorkerCtx;
  readonly run: RunRow;
  readonly plan: PlanRow;
  readonly account: AccountRow;
  readonly lease: Lease;
  readonly aws: AwsSession;
  /** Aborted when the worker stops or the lease is lost. */
  readonly signal: AbortSignal;
}

/** A run about a dead-letter queue: the lease is the queue's. */
export interface Work extends AnyWork {
  readonly queue: QueueRow;
}

/** A run about an archive or a state machine: the lease is the run's own, what it is about stands in `plan.detail.subject`. */
export interface ResourceWork extends AnyWork {
  readonly queue: null;
}

/** How a slice of work ended. A pause keeps everything; a person resumes it. */
export type Step =
  | { readonly kind: "more" }
  /** Everything of the open stage has come to an end, and more stages follow. */
  | { readonly kind: "stage-sent" }
  | { readonly kind: "sent-all" }
  | { readonly kind: "pause"; readonly reason: string; readonly code?: PauseCode }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "vanished"; readonly reason: string };

/** The worker's side of a run. Whatever it knows beyond the ledger may be lost at any line: `open` finds it again. */
export interface DriverSession {
  /** Works for about `budgetMs` and says how it stands. */
  advance(budgetMs: number): Promise<Step>;
  /** Stops what goes on outside of us; what was done stays done. */
  cancel(): Promise<void>;
  /** Gives back what is held. Never throws. */
  close(): Promise<void>;
}

/** One kind of long work. `open` begins it, or takes up what a worker before us left. */
export interface Driver {
  readonly name: string;
  open(work: Work): Promise<DriverSession>;
}

/** The same for a run about another resource. */
export interface ResourceDriver {
  readonly name: string;
  open(work: ResourceWork): Promise<DriverSession>;
  /**
   * Looks what became of what was sent, and writes it into the ledger: *gone* only with evidence, *returned* for what failed
   * again. Called every few seconds while the run is watched, by any worker, without a lease. Returns whether the fate of
   * everything sent is known. Left out where nothing is watched.
   */
  look?(ctx: WorkerCtx, run: RunRow): Promise<boolean>;
}
