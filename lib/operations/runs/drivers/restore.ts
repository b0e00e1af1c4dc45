import type { OutgoingMessage, SendResult } from "@/lib/aws/aws";
import { Conflict, NotFound } from "@/lib/core/errors";
import { openBody } from "@/lib/db/bodies";
import { inTransaction } from "@/lib/db/connect";
import {
  claimForSending,
  findSourceArns,
  type ItemChange,
  type ItemRow,
  loadItems,
  saveItems,
} from "@/lib/db/run-items";
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
    const rows = await loadItems(work.ctx.db, work.run.id);
    await saveItems(
      work.ctx.db,
      rows.filter((row) => row.state === "sending").map((row) => unfinished(work, row)),
    );
    return restoring(work, await findSourceArns(work.ctx.db, work.run.id));
  },
};

function unfinished(work: Work, row: ItemRow): ItemChange {
  const sendsAgain = work.plan.detail.duplicates === "resend";
  return sendsAgain
    ? {
        itemId: row.id,
        state: "planned",
        isOpen: true,
        reason: "the worker died during an attempt: it may arrive twice",
      }
    : {
        itemId: row.id,
        state: "ambiguous",
        isOpen: false,
        outcome: "unknown",
        reason: "the worker died during the send: it may have arrived",
      };
}

function restoring(work: Work, sources: ReadonlyMap<string, string | null>): DriverSession {
  const pace = new Pace(work.plan.detail.ratePerSecond);
  return {
    async advance(budgetMs): Promise<Step> {
      const untilMs = performance.now() + budgetMs;
      const planned = (await loadItems(work.ctx.db, work.run.id)).filter((row) => row.state === "planned");
      for (const row of planned) {
        if (performance.now() > untilMs || work.signal.aborted) return { kind: "more" };
        await pace.take(1, work.signal);
        await restoreOne(work, row, sources.get(row.id) ?? work.plan.destinationArn);
      }
      return { kind: "sent-all" };
    },
    async cancel() {},
    async close() {},
  };
}

async function restoreOne(work: Work, row: ItemRow, destinationArn: string | null): Promise<void> {
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
  if (!taken.has(row.id)) return;
  const [result] = await work.aws.sqs.send(url, [message]).catch(async (error: unknown) => {
    await saveItems(ctx.db, [{ itemId: row.id, state: "planned", isOpen: true }]);
    throw error;
  });
  await inTransaction(ctx.db, async (tx) => {
    await saveItems(tx, [changeFor(work, row.id, result)]);
    if (result?.kind === "sent" && row.vaultItemId) await markRestored(tx, [row.vaultItemId], run.id);
  });
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
