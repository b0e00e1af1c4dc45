import type { ItemRow } from "@/lib/db/run-items";
import type { ResourceWork } from "../driver";

/**
 * What came of one execution.
 *
 * - *done*: Step Functions said that it has it; `carryingArn` is the execution that carries on.
 * - *rejected*: refused for a reason that a second attempt would meet again.
 * - *skipped*: it moved on meanwhile; nothing was asked for.
 * - *not-done*: certainly nothing happened, and it may be tried again.
 * - *unknown*: no answer. It is asked again until it is known.
 * - *ambiguous*: nobody can find out any more.
 */
export type TakenUp =
  | { readonly kind: "done"; readonly carryingArn: string }
  | { readonly kind: "rejected" | "skipped" | "ambiguous"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "not-done" };

/** What is to be done with one execution, or why nothing is. */
export type Prepared =
  | { readonly kind: "ready"; readonly call: () => Promise<TakenUp> }
  | { readonly kind: "rejected" | "skipped"; readonly reason: string };

/** Step Functions describes late at times: what it does not show so long after a call was not done. */
export const SETTLED_SECONDS = 60;

/** How a run takes executions up again. It holds no state that a crash may lose. */
export interface ExecutionEffect {
  /** How the record of an execution stands once it is taken up. */
  readonly status: "running-again" | "started-anew";
  /** Looks at the execution right before. `call` does it, once; it throws only when certainly nothing was done. */
  prepare(work: ResourceWork, item: ItemRow): Promise<Prepared>;
  /** Finds out what came of an attempt without an answer, by a repetition that does nothing twice or by looking. */
  settle(work: ResourceWork, item: ItemRow): Promise<TakenUp>;
  /** The same by looking alone: nothing is done any more. */
  verify(work: ResourceWork, item: ItemRow): Promise<TakenUp>;
}
