import { isOverThreshold } from "@/lib/core/plans/stages";
import type { Sql } from "@/lib/db/connect";
import { countReturns, hasReturns, type Returns } from "@/lib/db/run-stages";
import type { RunRow } from "@/lib/db/runs";

/** What came back of a run when it is more than its plan allows and more is to be sent; undefined when it may go on. */
export async function tooManyReturns(
  db: Sql,
  run: Pick<RunRow, "id" | "sentAllAt" | "detail">,
): Promise<Returns | undefined> {
  if (run.sentAllAt !== null || !(await hasReturns(db, run.id))) return undefined;
  const returns = await countReturns(db, run.id);
  return isOverThreshold(returns.returnedCount, returns.sentCount, run.detail.returnThresholdPercent)
    ? returns
    : undefined;
}

/** What came back, in one sentence: how many, of how many, and one of them. */
export function returnsInWords({ returnedCount, sentCount, messageId }: Returns, thresholdPercent: number): string {
  const which = messageId === null ? "" : ` (${returnedCount > 1 ? "one is " : ""}${messageId})`;
  return `${returnedCount} of ${sentCount} sent came back${which}, more than the ${thresholdPercent} % that may: the consumer still fails on them, and nothing more is sent`;
}
