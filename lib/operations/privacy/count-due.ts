import type { RetentionPreview } from "@/lib/contract/retention";
import { KINDS, MESSAGE_KINDS, type RetentionKind } from "@/lib/core/privacy/kinds";
import { dueByDays, type RetentionRules } from "@/lib/core/privacy/retention";
import type { Sql } from "@/lib/db/connect";
import {
  countDueExecutions,
  countDueMessages,
  type DueCount,
  type DueExecutions,
  type DueMessages,
  listAccountPlaces,
  listQueuePlaces,
} from "@/lib/db/retention";

/** What is to be looked at under these rules: messages by queue, executions by account. */
export async function dueUnder(db: Sql, rules: RetentionRules) {
  const messages = dueByDays(rules, await listQueuePlaces(db), MESSAGE_KINDS).flatMap(
    ({ kind, days, places }): DueMessages[] =>
      kind === "executions" ? [] : [{ kind, days, queueIds: places.map(({ queueId }) => queueId) }],
  );
  const executions = dueByDays(rules, await listAccountPlaces(db), ["executions"]).map(
    ({ days, places }): DueExecutions => ({ days, accountIds: places.map(({ accountId }) => accountId) }),
  );
  return { messages, executions };
}

/** How many things would go now, kind by kind. */
export async function countDue(db: Sql, rules: RetentionRules): Promise<RetentionPreview> {
  const { messages, executions } = await dueUnder(db, rules);
  const sums = new Map<RetentionKind, DueCount>();
  for (const due of messages) sums.set(due.kind, added(sums.get(due.kind), await countDueMessages(db, due)));
  for (const due of executions)
    sums.set("executions", added(sums.get("executions"), await countDueExecutions(db, due)));
  return { kinds: [...sums].map(([kind, count]) => ({ kind, name: KINDS[kind].name, ...count })) };
}

function added(before: DueCount | undefined, more: DueCount): DueCount {
  if (!before) return more;
  return {
    goes: before.goes + more.goes,
    keptByHold: before.keptByHold + more.keptByHold,
    keptByPlan: before.keptByPlan + more.keptByPlan,
    onlyCopies: before.onlyCopies + more.onlyCopies,
  };
}
