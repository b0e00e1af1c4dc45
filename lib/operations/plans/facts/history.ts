import { orderDebt } from "@/lib/core/fifo/order-debt";
import { isWriting, takesOutMessages } from "@/lib/core/plans/action";
import type { CheckFacts } from "@/lib/core/plans/check";
import { LOOP_BOUNCES } from "@/lib/core/plans/checks/history";
import type { Sql } from "@/lib/db/connect";
import { findOpenMoveTask, listGroupMembers, readDeleteProof } from "@/lib/db/plan-history";
import type { Gathered } from "../gather";

/** SQS takes no more with a message. */
const MOST_ATTRIBUTES = 10;

type HistoryFacts = Pick<
  CheckFacts,
  | "cameBackCount"
  | "loopingCount"
  | "mostBounces"
  | "fullAttributesCount"
  | "orderDebt"
  | "deleteProvedAt"
  | "openMoveTask"
>;

/** What earlier runs of the queue, and the chosen messages themselves, tell. */
export async function readHistory(db: Sql, gathered: Gathered, roleArn: string | null): Promise<HistoryFacts> {
  const { action, driver, queue, chosen } = gathered;
  const count = (is: (one: Gathered["chosen"][number]) => boolean) => chosen.filter(is).length;
  return {
    cameBackCount: count(({ cameBack, bounceCount }) => cameBack || bounceCount > 0),
    loopingCount: count(({ bounceCount }) => bounceCount >= LOOP_BOUNCES),
    mostBounces: chosen.reduce((most, { bounceCount }) => Math.max(most, bounceCount), 0),
    fullAttributesCount: count(({ attributeCount }) => attributeCount >= MOST_ATTRIBUTES),
    orderDebt: await debtOf(db, gathered),
    deleteProvedAt: takesOutMessages(driver) && roleArn !== null ? await readDeleteProof(db, queue.id, roleArn) : null,
    openMoveTask: isWriting(action) ? ((await findOpenMoveTask(db, queue.id)) ?? null) : null,
  };
}

async function debtOf(db: Sql, { action, queue, chosen }: Gathered): Promise<CheckFacts["orderDebt"]> {
  const groups = new Set(chosen.flatMap(({ groupId }) => groupId ?? []));
  if (!queue.isFifo || action !== "redrive" || groups.size === 0) return null;
  const chosenIds = chosen.map(({ messageRowId }) => messageRowId);
  return orderDebt(await listGroupMembers(db, queue.id, [...groups], chosenIds));
}
