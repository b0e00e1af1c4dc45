import { EVERYTHING } from "@/lib/core/access/scope";
import { NotFound } from "@/lib/core/errors";
import { lossSentence } from "@/lib/core/losses/loss-sentence";
import { lossWhenRaised, queueLoss } from "@/lib/core/losses/queue-loss";
import { keptAsCodeBy } from "@/lib/core/losses/raise-retention";
import type { CheckFacts, PlanCheck } from "@/lib/core/plans/check";
import { QUEUE_CHECKS } from "@/lib/core/plans/checks";
import { type Override, runChecks, usedOverrides } from "@/lib/core/plans/run-checks";
import { isSecondCopyNeeded } from "@/lib/core/queues/vault-mode";
import { type AccountView, getAccount } from "@/lib/db/accounts";
import { findFeature } from "@/lib/db/capabilities";
import type { Sql } from "@/lib/db/connect";
import { countErased } from "@/lib/db/erased";
import { countStillThere, readLossFacts } from "@/lib/db/losses";
import { type Naming, whatNames } from "@/lib/db/may-still-drain";
import { getQueueView } from "@/lib/db/queues";
import { secondCopyState } from "@/lib/db/second-copies";
import { writeStopFor } from "@/lib/db/settings";
import { countMaybeSent } from "@/lib/db/vault";
import type { Ctx } from "../context";
import { readConsumers } from "./facts/consumers";
import { readGate } from "./facts/gate";
import { readHistory } from "./facts/history";
import { readPlaces } from "./facts/places";
import type { Gathered } from "./gather";
import { refuseWrongOverrides } from "./refuse-wrong-overrides";

export interface Judged {
  readonly account: AccountView;
  readonly checks: PlanCheck[];
  /** Those of the wished-for overrides that a block was gone against: an override of what passes waits for nothing. */
  readonly overrides: Override[];
}

/** The checks of what was gathered, from what we know now. Plan and apply call the same. */
export async function judge(
  ctx: Ctx,
  db: Sql,
  gathered: Gathered,
  {
    overrides,
    ...more
  }: Pick<CheckFacts, "takesAboutSeconds" | "openElsewhere" | "expectedReturnSeconds" | "doesMark"> & {
    readonly overrides: readonly Override[];
  },
): Promise<Judged> {
  refuseWrongOverrides(QUEUE_CHECKS, overrides);
  const { queue, chosen } = gathered;
  const account = await getAccount(db, EVERYTHING, queue.accountId);
  const view = await getQueueView(db, EVERYTHING, queue.id);
  if (!account || !view) throw new NotFound("queue", queue.id);
  const expiries = chosen.flatMap((message) => (message.expiresAt ? [new Date(message.expiresAt).getTime()] : []));
  const consumers = await readConsumers(db, gathered.places);
  const checks = runChecks(
    QUEUE_CHECKS,
    {
      ...more,
      action: gathered.action,
      driver: gathered.driver,
      itemCount: chosen.length,
      approximateCount: view.visible,
      queue: queueFacts(gathered, await isConsumerKnown(db, gathered), await whatNames(db, queue.id)),
      places: await readPlaces(db, gathered, consumers),
      gate: await readGate(ctx, db, gathered, consumers),
      ...(await readHistory(db, gathered, account.operateRoleArn)),
      problems: gathered.problems,
      warnings: gathered.warnings,
      ...(await countErased(db, erasedIn(gathered))),
      account,
      writesStopped: await writeStopFor(db, account.id),
      blindSince: account.regions.find((region) => region.region === queue.region)?.blindSince ?? null,
      overrideReason: gathered.reason,
      ...(await vaultFacts(db, gathered, account)),
      retention: await retentionFacts(ctx, db, gathered),
      now: ctx.now(),
      secondsToFirstLoss: expiries.length > 0 ? (earliest(expiries) - ctx.now().getTime()) / 1000 : null,
    },
    overrides,
  );
  return { account, checks, overrides: usedOverrides(overrides, checks) };
}

/** What the vault has of these messages, and whether it may be the only one that has them. */
async function vaultFacts(
  db: Sql,
  gathered: Gathered,
  account: AccountView,
): Promise<Pick<CheckFacts, "stillThereCount" | "maybeSentCount" | "secondCopy">> {
  const vaultItemIds = gathered.chosen.flatMap(({ vaultItemId }) => vaultItemId ?? []);
  return {
    stillThereCount: await stillThereCount(db, gathered),
    maybeSentCount: await countMaybeSent(db, vaultItemIds),
    secondCopy: {
      isNeeded: isSecondCopyNeeded({ ...gathered.queue, account }),
      state: await secondCopyState(db),
    },
  };
}

/** A mapping that is switched off competes for nothing. */
function isOn({ state }: { readonly state: string }): boolean {
  return state !== "Disabled" && state !== "Disabling";
}

async function isConsumerKnown(db: Sql, { queue }: Gathered): Promise<boolean> {
  return (await findFeature(db, queue, "functions"))?.okAt != null;
}

function queueFacts({ queue }: Gathered, isConsumerKnown: boolean, { byQueue, byOthers }: Naming): CheckFacts["queue"] {
  const { name, arn, isFifo, isDeadLetterQueue, capture, retentionSeconds, settings } = queue;
  return {
    ...{ name, arn, isFifo, isDeadLetterQueue, capture, retentionSeconds, isConsumerKnown },
    isNamed: byQueue || byOthers,
    isDeleted: queue.deletedAt !== null,
    hasOwnPolicy: queue.deadLetterTargetArn !== null,
    consumerCount: queue.consumers.filter(isOn).length,
    redriveAllowPolicy: settings.RedriveAllowPolicy || null,
    kmsKeyId: settings.KmsMasterKeyId || null,
  };
}

function earliest(times: readonly number[]): number {
  return times.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY);
}

function erasedIn({ driver, queue, chosen }: Gathered): Parameters<typeof countErased>[1] {
  return driver === "move-task" || driver === "purge"
    ? { queueId: queue.id }
    : { ids: chosen.map(({ messageRowId }) => messageRowId) };
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
