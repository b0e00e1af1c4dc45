import type { QueueDetail } from "@/lib/contract/queues";
import { NotFound } from "@/lib/core/errors";
import { LONGEST_RETENTION_SECONDS } from "@/lib/core/failures/loss";
import { retentionAsCode } from "@/lib/core/losses/raise-retention";
import { isSecondCopyNeeded } from "@/lib/core/queues/vault-mode";
import { type AccountRow, findAccount } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { countDrained, findDrain } from "@/lib/db/drains";
import { currentHolder } from "@/lib/db/leases";
import { getQueueView, listSourcesOf, type QueueView } from "@/lib/db/queues";
import { getScan, lastScanId } from "@/lib/db/scans";
import type { Ctx } from "../context";
import { onQueue } from "../on";
import { question } from "../operation";
import { showQueues } from "./queue-view";

export const getQueue = question("getQueue", (ctx, input) => readQueue(ctx, ctx.db, input.id), onQueue);

/** The queue with settings, consumers, sources, last scan and who holds it, read on the given connection. */
export async function readQueue(ctx: Ctx, db: Sql, id: string): Promise<QueueDetail> {
  const row = await getQueueView(db, ctx.actor.scope, id);
  const [shown] = row ? await showQueues(db, [row], ctx.now()) : [];
  if (!row || !shown) throw new NotFound("queue", id);
  const sources = row.isDeadLetterQueue ? await listSourcesOf(db, row.arn) : [];
  const scanId = await lastScanId(db, id);
  const account = await findAccount(db, row.accountId);
  return {
    ...shown,
    url: row.url,
    awsCreatedAt: row.awsCreatedAt,
    seenAt: row.seenAt,
    visibilityTimeoutSeconds: row.visibilityTimeoutSeconds,
    maxMessageBytes: row.maxMessageBytes,
    settings: row.settings,
    tags: row.tags,
    consumers: row.consumers,
    sourceQueues: sources.map(({ id: sourceId, name, arn }) => ({ id: sourceId, name, arn })),
    lastScan: scanId ? ((await getScan(db, ctx.actor.scope, scanId)) ?? null) : null,
    lost: lostActions(row),
    lossOffers: row.isDeadLetterQueue ? lossOffers(row, account) : null,
    isProduction: account?.isProduction ?? false,
    vault: account ? await vaultStateOf(db, row, account) : null,
    holder: (await currentHolder(db, id)) ?? null,
  };
}

/** How draining stands; null where there is nothing to say of it. */
async function vaultStateOf(db: Sql, row: QueueView, account: AccountRow): Promise<QueueDetail["vault"]> {
  const drain = await findDrain(db, row.id);
  if (!drain && row.mode !== "vault") return null;
  return {
    ...(await countDrained(db, row.id)),
    drainedCount: drain?.drainedCount ?? 0,
    isPaused: drain?.isPaused ?? false,
    stoppedBecause: drain?.stoppedBecause ?? null,
    fix: drain?.fix ?? null,
    endedAt: drain?.endedAt ?? null,
    nextAt: drain?.stoppedBecause ? drain.nextAt : null,
    needsSecondCopy: isSecondCopyNeeded({ account, ...row }),
    singleCopyReason: row.singleCopyReason,
    overrideReason: row.vaultReason,
  };
}

const WITHOUT_ORIGINAL = ["discard with a vault copy", "vault mode", "sending an edited body", "regrouping"];
const LOST_BY_CAPTURE: Readonly<Record<QueueView["capture"], string[]>> = {
  whole: [],
  masked: ["reading what is masked, or beyond the first 4,096 characters", ...WITHOUT_ORIGINAL],
  shape: ["reading bodies", "error text in the class page", ...WITHOUT_ORIGINAL],
  none: ["reading bodies", "error text in the class page", ...WITHOUT_ORIGINAL],
};

/** What this mode and capture level give up, in words for the page. */
function lostActions(row: QueueView): string[] {
  if (!row.isDeadLetterQueue) return [];
  if (row.mode === "off")
    return [
      "reading messages",
      "failure classes",
      "redrive of chosen messages",
      "discard with a vault copy",
      "a certain loss clock",
    ];
  return LOST_BY_CAPTURE[row.capture];
}

/** What the account's settings allow against loss; the person's own rights come on top. */
function lossOffers(row: QueueView, account: AccountRow | undefined): QueueDetail["lossOffers"] {
  const isLongest = row.retentionSeconds >= LONGEST_RETENTION_SECONDS;
  const refusal = (reasons: readonly [boolean, string][]) => reasons.find(([holds]) => holds)?.[1] ?? null;
  return {
    raiseRetention: refusal([
      [isLongest, "It keeps messages for 14 days already, the longest that SQS allows."],
      [!account?.isWritable, "This account is read-only. An admin can raise it under Accounts."],
      [!account?.operateRoleArn, "This account has no operate role."],
    ]),
    rescue: refusal([[!account?.inspectRoleArn, "This account has no inspect role, so nothing can be received."]]),
    asCode: isLongest ? null : retentionAsCode(row),
  };
}
