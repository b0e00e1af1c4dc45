import { EVERYTHING } from "@/lib/core/access/scope";
import { NotFound } from "@/lib/core/errors";
import { lossSentence } from "@/lib/core/losses/loss-sentence";
import { lossWhenRaised, queueLoss } from "@/lib/core/losses/queue-loss";
import { keptAsCodeBy } from "@/lib/core/losses/raise-retention";
import type { CheckFacts, PlanCheck } from "@/lib/core/plans/check";
import { checkPlan, type Override } from "@/lib/core/plans/checks";
import { type AccountView, getAccount } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { countErased } from "@/lib/db/erased";
import { countStillThere, readLossFacts } from "@/lib/db/losses";
import { getQueueView } from "@/lib/db/queues";
import { writeStopFor } from "@/lib/db/settings";
import { countMaybeSent } from "@/lib/db/vault";
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
  {
    overrides,
    ...more
  }: Pick<CheckFacts, "takesAboutSeconds" | "openElsewhere" | "expectedReturnSeconds"> & {
    readonly overrides: readonly Override[];
  },
): Promise<Judged> {
  const { queue, chosen } = gathered;
  const account = await getAccount(db, EVERYTHING, queue.accountId);
  const view = await getQueueView(db, EVERYTHING, queue.id);
  if (!account || !view) throw new NotFound("queue", queue.id);
  const expiries = chosen.flatMap((message) => (message.expiresAt ? [new Date(message.expiresAt).getTime()] : []));
  const checks = checkPlan(
    {
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
        isDeadLetterQueue: queue.isDeadLetterQueue,
        capture: queue.capture,
        hasOwnPolicy: queue.deadLetterTargetArn !== null,
        consumerCount: queue.consumers.length,
      },
      destinations: gathered.places.flatMap(({ isKnown, queue: place }) => (isKnown && place ? [place] : [])),
      missingDestinations: gathered.places.flatMap(({ isKnown, arn }) => (isKnown ? [] : [arn])),
      problems: gathered.problems,
      largestBodyBytes: chosen.reduce((most, message) => Math.max(most, message.editedBytes ?? message.bodyBytes), 0),
      ...(await countErased(db, erasedIn(gathered))),
      cameBackCount: chosen.filter((message) => message.cameBack).length,
      account,
      writesStopped: await writeStopFor(db, account.id),
      blindSince: account.regions.find((region) => region.region === queue.region)?.blindSince ?? null,
      overrideReason: gathered.reason,
      stillThereCount: await stillThereCount(db, gathered),
      maybeSentCount: await countMaybeSent(
        db,
        chosen.flatMap(({ vaultItemId }) => vaultItemId ?? []),
      ),
      retention: await retentionFacts(ctx, db, gathered),
      secondsToFirstLoss: expiries.length > 0 ? (earliest(expiries) - ctx.now().getTime()) / 1000 : null,
    },
    overrides,
  );
  return { account, checks };
}

function earliest(times: readonly number[]): number {
  return times.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY);
}

function erasedIn({ driver, queue, chosen }: Gathered): Parameters<typeof countErased>[1] {
  return driver === "move-task" ? { queueId: queue.id } : { ids: chosen.map(({ messageRowId }) => messageRowId) };
}

function stillThereCount(db: Sql, { action, chosen }: Gathered): Promise<number> | number {
  if (action !== "restore") return 0;
  return countStillThere(
    db,
    chosen.map((message) => message.messageRowId),
  );
}

async function retentionFacts(ctx: Ctx, db: Sql, { action, queue }: Gathered): Promise<CheckFacts["retention"]> {
  const shared = { seconds: queue.retentionSeconds, keptAsCodeBy: keptAsCodeBy(queue.tags) };
  const facts = action === "raise-retention" ? (await readLossFacts(db, [queue.id])).get(queue.id) : undefined;
  if (!facts) return { ...shared, lossNow: "", lossWhenRaised: "" };
  const now = ctx.now();
  return {
    ...shared,
    lossNow: lossSentence(queueLoss(facts, now), now),
    lossWhenRaised: lossSentence(lossWhenRaised(facts, now), now),
  };
}
