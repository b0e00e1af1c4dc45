import { causeByCounts, deadLetterCauses, deliveryCauses } from "@/lib/core/events/likely-causes";
import type { Cause } from "@/lib/core/failures/cause-kind";
import { causeOfLoss } from "@/lib/core/failures/unrecorded/cause-of-loss";
import { ruleQueueRefused } from "@/lib/core/failures/unrecorded/families/rule-queue-refused";
import { ruleWithoutQueue } from "@/lib/core/failures/unrecorded/families/rule-without-queue";
import type { LossWatch } from "@/lib/core/failures/unrecorded/watches";
import type { Sql } from "@/lib/db/connect";
import { ruleFigures24h } from "@/lib/db/event-figures";
import { findRuleSettings } from "@/lib/db/event-watch";
import { knownTargets } from "../events/known-targets";

/**
 * Why events of a rule are lost, as far as the inventory and the counts tell; of other things what their family says. Of
 * queues in other accounts nothing is told: the class is seen by whoever sees the rule.
 */
export async function explainLoss(db: Sql, { family, arn }: LossWatch): Promise<Cause> {
  if (family.name !== ruleWithoutQueue.name && family.name !== ruleQueueRefused.name) return family.cause;
  const rule = await findRuleSettings(db, arn);
  if (!rule) return family.cause;
  const { accountId, awsAccountId, targets } = rule;
  const known = await knownTargets(db, { arn, awsAccountId, targets }, (queue) => queue.accountId === accountId);
  if (family.name === ruleQueueRefused.name) return causeOfLoss(family.cause, deadLetterCauses(arn, known));
  const losing = known.filter(({ deadLetter }) => deadLetter === null);
  const counts = (await ruleFigures24h(db, [arn])).get(arn);
  return causeOfLoss(family.cause, [...deliveryCauses(arn, losing), ...(counts ? causeByCounts(counts) : [])]);
}
