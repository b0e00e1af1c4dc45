import type { OutgoingMessage, SendResult } from "@/lib/aws/aws";
import { Conflict, NotFound } from "@/lib/core/errors";
import type { ItemState } from "@/lib/core/runs/item";
import { openBody } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import { claimForSending, findGroups, type ItemChange, type ItemRow, loadItems, saveItems } from "@/lib/db/run-items";
import { writeStopFor } from "@/lib/db/settings";
import { findVaultItems, markRestored } from "@/lib/db/vault";
import type { Driver, DriverSession, Step, Work } from "./driver";
import { deduplicationId } from "./mover";
import { Pace } from "./pace";

/**
 * Restore: each chosen vault item is sent, unchanged, to the source queue it came from. The vault keeps its copy. What a
 * new send cannot carry over (MessageId, sent time, receive count) is lost.
 */
export const restore: Driver = {
  name: "restore",
  async open(work) {
    return restoring(work);
  },
};

/** The ledger. What stands *sending* between two sends was begun by a worker that died, or its end could not be written. */
async function settledItems(work: Work): Promise<ItemRow[]> {
  const rows = await loadItems(work.ctx.db, work.run.id);
  const open = rows.filter((row) => row.state === "sending");
  if (open.length === 0) return rows;
  await saveItems(
    work.ctx.db,
    open.map((row) => unfinished(work, row)),
  );
  return loadItems(work.ctx.db, work.run.id);
}

function unfinished(work: Work, row: ItemRow): ItemChange {
  const sendsAgain = work.plan.detail.duplicates === "resend";
  return sendsAgain
    ? {
        itemId: row.id,
        state: "planned",
        isOpen: true,
        reason: "an attempt broke off: it may arrive twice",
      }
    : {
        itemId: row.id,
        state: "ambiguous",
        isOpen: false,
        outcome: "unknown",
        reason: "the send broke off: it may have arrived",
      };
}

function restoring(work: Work): DriverSession {
  const pace = new Pace(work.plan.detail.ratePerSecond);
  return {
    async advance(budgetMs): Promise<Step> {
      const untilMs = performance.now() + budgetMs;
      const rows = await settledItems(work);
      const groups = work.queue.isFifo ? await groupsOf(work, rows) : undefined;
      for (const row of rows.filter(({ state }) => state === "planned")) {
        if (performance.now() > untilMs || work.signal.aborted) return { kind: "more" };
        if (groups?.isStopped(row)) {
          await saveItems(work.ctx.db, [{ itemId: row.id, state: "skipped", isOpen: false, reason: BEHIND }]);
          continue;
        }
        await pace.take(1, work.signal);
        const end = await restoreOne(work, row, row.destinationArn);
        // Without an answer the same message is tried again before anything that stands behind it.
        if (end === "planned" && groups) return { kind: "more" };
        if (end !== "sent") groups?.stop(row);
      }
      return { kind: "sent-all" };
    },
    async cancel() {},
    async close() {},
  };
}

const BEHIND = "behind a message of its group that was not sent; it stays in the vault";

/** The FIFO groups of which a message was not sent: nothing behind it may overtake it. Also what an earlier worker stopped. */
async function groupsOf({ ctx, run }: Work, rows: readonly ItemRow[]) {
  const groups = await findGroups(ctx.db, run.id);
  const isLost = ({ state }: ItemRow) => state === "rejected" || state === "ambiguous" || state === "skipped";
  const stopped = new Set(rows.filter(isLost).map((row) => groups.get(row.id)));
  return {
    isStopped: (row: ItemRow) => stopped.has(groups.get(row.id)),
    stop: (row: ItemRow) => stopped.add(groups.get(row.id)),
  };
}

async function restoreOne(work: Work, row: ItemRow, destinationArn: string | null): Promise<ItemState> {
  const { ctx, run } = work;
  if (destinationArn === null || !work.plan.detail.destinationArns.includes(destinationArn))
    throw new NotFound("destination in this plan", destinationArn ?? "");
  const message = await outgoing(work, row);
  const url = await work.aws.sqs.urlOf(destinationArn);
  const taken = await inTransaction(ctx.db, async (tx) => {
    const stop = await writeStopFor(tx, run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    return claimForSending(tx, work.lease, row.stage, [{ itemId: row.id, receiptHandle: null, visibleSeconds: null }]);
  });
  // Whoever is not planned any more was ended by a person meanwhile.
  if (!taken.has(row.id)) return "skipped";
  const [result] = await work.aws.sqs.send(url, [message]).catch(async (error: unknown) => {
    await saveItems(ctx.db, [{ itemId: row.id, state: "planned", isOpen: true }]);
    throw error;
  });
  const change = changeFor(work, row.id, result);
  await inTransaction(ctx.db, async (tx) => {
    await saveItems(tx, [change]);
    if (result?.kind === "sent" && row.vaultItemId) await markRestored(tx, [row.vaultItemId], run.id);
  });
  return change.state;
}

async function outgoing(work: Work, row: ItemRow): Promise<OutgoingMessage> {
  const { ctx, run, queue } = work;
  const [item] = await findVaultItems(ctx.db, ctx.actor.scope, row.vaultItemId ? [row.vaultItemId] : []);
  const whole = item && (await openBody(ctx.db, ctx.keyring, item.bodyId));
  if (!whole) throw new NotFound("vault item", row.vaultItemId ?? row.id);
  const groupId = whole.system.MessageGroupId;
  return {
    body: whole.body,
    attributes: whole.attributes,
    ...(groupId === undefined ? {} : { groupId }),
    ...(queue.isFifo ? { deduplicationId: deduplicationId(queue.arn, row.messageId, run.id) } : {}),
  };
}

function changeFor(work: Work, itemId: string, result: SendResult | undefined): ItemChange {
  if (result?.kind === "sent")
    return { itemId, state: "sent", isOpen: false, outcome: "unknown", destinationMessageId: result.messageId };
  if (result?.kind === "rejected")
    return { itemId, state: "rejected", isOpen: false, reason: `${result.code}: ${result.message}` };
  const reason = result?.reason ?? "no answer";
  return work.plan.detail.duplicates === "resend"
    ? { itemId, state: "planned", isOpen: true, reason: `no answer to an attempt: it may arrive twice (${reason})` }
    : { itemId, state: "ambiguous", isOpen: false, outcome: "unknown", reason };
}
