import { EVERYTHING } from "@/lib/core/access/scope";
import { parseArn } from "@/lib/core/arn";
import { actsOnItsSubject } from "@/lib/core/plans/acts-on-subject";
import { createdSetting, type HashedItem } from "@/lib/core/plans/plan-hash";
import { stagePerItem } from "@/lib/core/plans/stages";
import type { Sql } from "@/lib/db/connect";
import { getPlan, type PlanRow } from "@/lib/db/plans";
import { findQueueByArn, type QueueRow } from "@/lib/db/queues";
import { loadItems } from "@/lib/db/run-items";
import { isAsPlanned, type RunRow } from "@/lib/db/runs";
import { hashOfPlan } from "../plans/gather";

/**
 * Whether a run is what people saw, by nothing that only says so: its ledger is the plan's, both with its terms and settings
 * still make the plan's hash, edited bodies are called edited, the places are those of its messages and no more, and each queue
 * is the very one, not one made anew under its name.
 */
export async function isWhatPeopleSaw(db: Sql, run: RunRow, queue: QueueRow | null): Promise<boolean> {
  const plan = await getPlan(db, EVERYTHING, run.planId);
  return (
    plan !== undefined &&
    (await isAsPlanned(db, run.id)) &&
    (await isAsHashed(db, run, plan)) &&
    areSame(db, queue, plan)
  );
}

async function isAsHashed(db: Sql, run: RunRow, plan: PlanRow): Promise<boolean> {
  const { action, driver, detail, hash } = plan;
  const items = await loadItems(db, run.id);
  if (plan.queueId === null && !isAboutResource(plan, items)) return false;
  const places = new Set(items.map(({ destinationArn }) => destinationArn));
  return (
    (items.length === 0 || plan.queueId === null || detail.destinationArns.every((arn) => places.has(arn))) &&
    (run.state === "running" || areStaged(run, detail, items)) &&
    hash === hashOfPlan({ action, driver, configuration: detail.configuration, terms: detail }, items) &&
    detail.isEdited === items.some(({ editId, editedSha256 }) => editId !== null || editedSha256 !== null)
  );
}

/** What a plan about another resource reaches is in its hash, and is that resource's. */
function isAboutResource({ driver, awsAccountId, region, detail }: PlanRow, items: readonly HashedItem[]): boolean {
  const { subject, replay = null, destinationArns, configuration } = detail;
  return (
    subject != null &&
    actsOnItsSubject({ driver, awsAccountId, region, subject, replay, destinationArns, configuration, items })
  );
}

/** Before it begins, the messages stand in the stages that people saw, and the first of them is open. */
function areStaged(
  { stage }: RunRow,
  { stages }: PlanRow["detail"],
  items: readonly { readonly stage: number }[],
): boolean {
  const planned = stagePerItem(stages);
  return stage === 1 && items.every((item, index) => item.stage === planned[index]);
}

/** A queue that is gone gets nothing anyway, and its own words for it are better than ours. */
async function areSame(db: Sql, queue: QueueRow | null, { detail }: PlanRow): Promise<boolean> {
  const arns = detail.destinationArns.filter((arn) => parseArn(arn)?.service === "sqs");
  const places = await Promise.all(arns.map((arn) => findQueueByArn(db, arn)));
  return [queue, ...places].every((one) => !one || detail.configuration[createdSetting(one.name)] === one.awsCreatedAt);
}
