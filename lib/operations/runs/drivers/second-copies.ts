import { isSecondCopyNeeded } from "@/lib/core/queues/vault-mode";
import { makeSecondCopies } from "../../vault/make-second-copies";
import type { Work } from "./driver";

/** Whether what this run deletes needs a second copy first: nobody said, for the queue or in the plan, that one is enough. */
export function needsSecondCopies({ queue, account, plan }: Work): boolean {
  const { singleCopyReason, needsSecondCopy } = queue;
  const isWaived = plan.detail.overrides.some(({ check }) => check === "second-copy");
  return !isWaived && isSecondCopyNeeded({ account, singleCopyReason, needsSecondCopy });
}

/** Makes second copies of these vault items. Why they may not be relied on; undefined when all are there and proved. */
export async function secondCopyProblem(work: Work, vaultItemIds: readonly string[]): Promise<string | undefined> {
  try {
    await makeSecondCopies(work, vaultItemIds);
    return undefined;
  } catch (error) {
    work.ctx.log.warn({ err: error, runId: work.run.id }, "a second copy could not be made");
    return `no second copy could be made (${error instanceof Error ? error.message : "unknown reason"})`;
  }
}
