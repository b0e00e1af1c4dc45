import { NotFound } from "@/lib/core/errors";
import { type CheckFacts, checkPlan, type PlanCheck } from "@/lib/core/plans/checks";
import { type AccountView, getAccount } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { getQueueView } from "@/lib/db/queues";
import { writeStopFor } from "@/lib/db/settings";
import type { Ctx } from "../context";
import type { Gathered } from "./gather";

export interface Judged {
  readonly account: AccountView;
  readonly checks: PlanCheck[];
}

/** The checks of what was gathered, from what we know now. Plan and apply call the same. */
export async function judge(
  ctx: Ctx,
  db: Sql,
  gathered: Gathered,
  more: Pick<CheckFacts, "takesAboutSeconds" | "openElsewhere">,
): Promise<Judged> {
  const { queue, chosen } = gathered;
  const account = await getAccount(db, ctx.actor.scope, queue.accountId);
  const view = await getQueueView(db, ctx.actor.scope, queue.id);
  if (!account || !view) throw new NotFound("queue", queue.id);
  const expiries = chosen.flatMap((message) => (message.expiresAt ? [new Date(message.expiresAt).getTime()] : []));
  const checks = checkPlan({
    ...more,
    action: gathered.action,
    driver: gathered.driver,
    itemCount: chosen.length,
    approximateCount: view.visible,
    queue: {
      name: queue.name,
      arn: queue.arn,
      isFifo: queue.isFifo,
      isDeleted: queue.deletedAt !== null,
      capture: queue.capture,
      hasOwnPolicy: queue.deadLetterTargetArn !== null,
      consumerCount: queue.consumers.length,
    },
    destinations: gathered.destinations,
    missingDestinations: gathered.missingDestinations,
    withoutDestinationCount: gathered.withoutDestinationCount,
    largestBodyBytes: chosen.reduce((most, message) => Math.max(most, message.bodyBytes), 0),
    cameBackCount: chosen.filter((message) => message.cameBack).length,
    account,
    writesStopped: await writeStopFor(db, account.id),
    blindSince: account.regions.find((region) => region.region === queue.region)?.blindSince ?? null,
    secondsToFirstLoss: expiries.length > 0 ? (Math.min(...expiries) - ctx.now().getTime()) / 1000 : null,
  });
  return { account, checks };
}
