import type { OutgoingMessage, SendResult } from "@/lib/aws/aws";
import { NotFound } from "@/lib/core/errors";
import { openBodies, sha256Of, type WholeMessage } from "@/lib/db/bodies";
import type { ItemChange, ItemRow } from "@/lib/db/run-items";
import { findVaultItems, markRestored } from "@/lib/db/vault";
import type { Breaker } from "./draining/breaker";
import type { Journal } from "./draining/journal";
import type { Work } from "./driver";
import type { Pace } from "./pace";
import { messageBytes } from "./pack-messages";
import type { RestoreOrder } from "./restore-order";
import { deduplicationId } from "./send-content";

const MOST_BYTES = 1_048_576;

interface Tools {
  readonly work: Work;
  readonly pace: Pace;
  readonly breaker: Breaker;
  readonly journal: Journal;
}
/** *tried*: nobody knows with what end, and it is to be tried again. */
type End = (row: ItemRow, how: "sent" | "not-sent" | "tried") => void;
interface Opened {
  readonly row: ItemRow;
  readonly whole: WholeMessage;
}

/** Intent committed → sent → outcome committed, for as many of the batch as one call takes; the rest is tried again. */
export async function restoreBatch(tools: Tools, order: RestoreOrder, batch: readonly ItemRow[]): Promise<void> {
  const { breaker } = tools;
  const sendable = await withoutStopped(tools, order, batch);
  const left = new Set(sendable);
  const end: End = (row, how) => {
    left.delete(row);
    if (how === "tried") left.add({ ...row, attempt: row.attempt + 1 });
    else order.end(row, how === "sent");
  };
  try {
    if (sendable.length > 0) await sendSome(tools, sendable, end);
  } catch (error) {
    breaker.swallow(error);
  } finally {
    if (left.size > 0) order.again([...left]);
  }
}

async function sendSome(tools: Tools, sendable: readonly ItemRow[], end: End): Promise<void> {
  const { work, pace, breaker, journal } = tools;
  const opened = await open(work, sendable);
  const url = await urlOf(work, sendable);
  const slotMs = await pace.turn(opened.length, work.signal);
  await breaker.pass(work.signal);
  if (work.signal.aborted) return;
  const claims = opened.map(({ row }) => ({
    itemId: row.id,
    stage: row.stage,
    attempt: row.attempt,
    receiptHandle: null,
    visibleSeconds: null,
  }));
  const { taken } = await journal.begin(claims);
  // Whoever is not planned any more was ended by a person meanwhile.
  for (const { row } of opened) if (!taken.has(row.id)) end(row, "not-sent");
  const mine = opened.filter(({ row }) => taken.has(row.id));
  if (mine.length === 0) return;
  await pace.gate(mine.length, slotMs);
  const results = await send(tools, url, mine);
  await conclude(tools, end, mine, results);
}

async function withoutStopped({ journal }: Tools, order: RestoreOrder, batch: readonly ItemRow[]): Promise<ItemRow[]> {
  const changes = batch.flatMap((row): ItemChange[] => {
    const head = order.stoppedBy(row);
    if (head === undefined) return [];
    const reason = `behind ${head} of its group, which was not sent; it stays in the vault`;
    return [{ itemId: row.id, state: "skipped", isOpen: false, reason }];
  });
  if (changes.length === 0) return [...batch];
  await journal.record({ changes });
  const skipped = new Set(changes.map(({ itemId }) => itemId));
  for (const row of batch) if (skipped.has(row.id)) order.end(row, false);
  return batch.filter(({ id }) => !skipped.has(id));
}

/** The first of them, as far as one call takes them together. */
async function open({ ctx }: Work, rows: readonly ItemRow[]): Promise<Opened[]> {
  const items = await findVaultItems(
    ctx.db,
    ctx.actor.scope,
    rows.flatMap(({ vaultItemId }) => vaultItemId ?? []),
  );
  const bodyIds = new Map(items.map(({ id, bodyId }) => [id, bodyId]));
  const wholes = await openBodies(ctx.db, ctx.keyring, [...bodyIds.values()]);
  const opened: Opened[] = [];
  let bytes = 0;
  for (const row of rows) {
    const whole = wholes.get(bodyIds.get(row.vaultItemId ?? "") ?? "");
    if (!whole || sha256Of(whole.body) !== row.bodySha256) throw new NotFound("vault item", row.vaultItemId ?? row.id);
    bytes += messageBytes(whole);
    if (opened.length > 0 && bytes > MOST_BYTES) break;
    opened.push({ row, whole });
  }
  return opened;
}

async function urlOf(work: Work, [first]: readonly ItemRow[]): Promise<string> {
  const arn = first?.destinationArn ?? null;
  if (arn === null || !work.plan.detail.destinationArns.includes(arn))
    throw new NotFound("destination in this plan", arn ?? "");
  return work.aws.sqs.urlOf(arn);
}

async function send({ work, journal, breaker }: Tools, url: string, mine: readonly Opened[]): Promise<SendResult[]> {
  try {
    const results = await work.aws.sqs.send(
      url,
      mine.map((one) => outgoing(work, one)),
    );
    if (results.some(({ kind }) => kind !== "unknown")) breaker.succeeded();
    else breaker.failed();
    return results;
  } catch (error) {
    await journal.record({
      changes: mine.map(({ row }) => ({
        itemId: row.id,
        state: "planned",
        isOpen: true,
        isUndone: true,
        attempt: row.attempt + 1,
      })),
    });
    throw error;
  }
}

function outgoing({ queue, run }: Work, { row, whole }: Opened): OutgoingMessage {
  const groupId = whole.system.MessageGroupId;
  return {
    body: whole.body,
    attributes: whole.attributes,
    ...(groupId === undefined ? {} : { groupId }),
    ...(queue.isFifo ? { deduplicationId: deduplicationId(queue.arn, row.messageId, run.id) } : {}),
  };
}

async function conclude(
  { work, journal }: Tools,
  end: End,
  mine: readonly Opened[],
  results: readonly SendResult[],
): Promise<void> {
  const changes = mine.map(({ row }, index) => changeFor(work, row.id, results[index]));
  const sentIds = mine.flatMap(({ row }, index) =>
    changes[index]?.state === "sent" && row.vaultItemId ? [row.vaultItemId] : [],
  );
  await journal.record({
    changes,
    performedIds: mine.map(({ row }) => row.messageId),
    ...(sentIds.length > 0 ? { also: (tx) => markRestored(tx, sentIds, work.run.id) } : {}),
  });
  mine.forEach(({ row }, index) => {
    const state = changes[index]?.state;
    if (state === "planned") end(row, "tried");
    else end(row, state === "sent" ? "sent" : "not-sent");
  });
}

function changeFor(work: Work, itemId: string, result: SendResult | undefined): ItemChange {
  if (result?.kind === "sent")
    return { itemId, state: "sent", isOpen: false, outcome: "unknown", destinationMessageId: result.messageId };
  if (result?.kind === "rejected")
    return { itemId, state: "rejected", isOpen: false, reason: `${result.code}: ${result.message}` };
  const reason = result?.reason ?? "no answer";
  // FIFO: the same deduplication id makes a second attempt within minutes harmless.
  if (work.queue.isFifo) return { itemId, state: "planned", isOpen: true };
  return work.plan.detail.duplicates === "resend"
    ? { itemId, state: "planned", isOpen: true, reason: `no answer to an attempt: it may arrive twice (${reason})` }
    : { itemId, state: "ambiguous", isOpen: false, outcome: "unknown", reason };
}
