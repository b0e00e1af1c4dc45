import type { Scope } from "@/lib/core/access/scope";
import type { ItemFilterName, ItemState, Outcome } from "@/lib/core/runs/item";
import { storable } from "./audit-mac";
import type { Sql, Tx } from "./connect";
import { fence, type Lease } from "./leases";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { planInScopeSql } from "./scope";

export interface ItemRow {
  readonly id: string;
  readonly position: number;
  readonly stage: number;
  /** Null for an execution. */
  readonly messageRowId: string | null;
  readonly vaultItemId: string | null;
  /** Of an execution its ARN. */
  readonly messageId: string;
  readonly bodySha256: string;
  readonly destinationArn: string | null;
  readonly groupId: string | null;
  readonly editId: string | null;
  readonly editedSha256: string | null;
  readonly state: ItemState;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly attempt: number;
  readonly sentAt: string | null;
  readonly deletedAt: string | null;
  readonly returnedAt: string | null;
  readonly destinationMessageId: string | null;
  readonly sendStartedAt: string | null;
  readonly receiptHandle: string | null;
  readonly visibleSeconds: number | null;
  /** How long ago it was first tried with an end that is not known; null when it never was. */
  readonly triedSeconds: number | null;
}
const COLUMNS = sql`i.id, i.position, i.stage, i.message_row_id, i.vault_item_id, i.message_id, i.body_sha256, i.destination_arn, i.group_id, i.edit_id, i.edited_sha256, i.state, i.outcome, i.reason, i.attempt, i.sent_at,
  i.deleted_at, i.returned_at, i.destination_message_id, i.send_started_at, i.receipt_handle,
  extract(epoch FROM i.visible_until - dlo_now())::int AS visible_seconds, extract(epoch FROM dlo_now() - i.send_started_at)::float8 AS tried_seconds`;

/** The whole ledger of a run, in plan order, for the worker that drives it. */
export function loadItems(db: Sql, runId: string): Promise<ItemRow[]> {
  return rows<ItemRow>(db, sql`SELECT ${COLUMNS} FROM run_item i WHERE i.run_id = ${runId} ORDER BY i.position`);
}

export interface ItemFilter extends PageRequest {
  readonly filter: ItemFilterName;
}
/** Per-message results in plan order. *ambiguous* includes items that were sent a second time without an answer to the first. */
export async function listItems(db: Sql, scope: Scope, runId: string, filter: ItemFilter): Promise<Page<ItemRow>> {
  const [after] = decodeCursor(filter.cursor, ["count"]) ?? [null];
  const isVisible = planInScopeSql(scope, sql`r.account_id`, { id: sql`r.plan_id`, queueId: sql`r.queue_id` });
  const where = sql`i.run_id = ${runId} AND EXISTS (SELECT 1 FROM run r WHERE r.id = i.run_id AND ${isVisible})
    AND CASE ${filter.filter} WHEN 'not-gone' THEN i.outcome IS DISTINCT FROM 'gone' WHEN 'ambiguous' THEN i.state = 'ambiguous' OR i.attempt > 1
      WHEN 'returned' THEN i.outcome = 'returned' WHEN 'all' THEN true ELSE i.state = ${filter.filter} END`;
  const found = await rows<ItemRow>(
    db,
    sql`SELECT ${COLUMNS} FROM run_item i WHERE ${where} AND (${after}::bigint IS NULL OR i.position > ${after}::bigint) ORDER BY i.position LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM run_item i WHERE ${where}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.position], total?.count ?? 0);
}

/** Rows per run, state and outcome: what the counters are made of. */
export function countItems(
  db: Sql,
  runIds: readonly string[],
): Promise<{ runId: string; state: ItemState; outcome: Outcome | null; count: number }[]> {
  return rows(
    db,
    sql`SELECT run_id, state, outcome, count(*)::int AS count FROM run_item WHERE run_id = ANY(${[...runIds]}::text[]) GROUP BY 1, 2, 3`,
  );
}
export interface Claim {
  readonly itemId: string;
  readonly stage: number;
  /** How often it was tried before, as far as the claimer knows. */
  readonly attempt: number;
  readonly receiptHandle: string | null;
  readonly visibleSeconds: number | null;
}
/**
 * The intent, committed before any effect: items that are still *planned*, and tried as often as the claimer thinks, become
 * *sending*. Returns the ids of those that did; only they may be sent. Refused when the lease was lost. The time of the first
 * attempt stays until it is known that nothing came of it.
 */
export async function claimForSending(tx: Tx, lease: Lease, claims: readonly Claim[]): Promise<Set<string>> {
  await fence(tx, lease);
  const changed = await execute(
    tx,
    sql`UPDATE run_item i SET state = 'sending', stage = c.stage, attempt = i.attempt + 1, send_started_at = coalesce(i.send_started_at, dlo_now()), receipt_handle = c."receiptHandle",
          visible_until = dlo_now() + make_interval(secs => c."visibleSeconds")
        FROM jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) AS c("itemId" text, stage int, attempt int, "receiptHandle" text, "visibleSeconds" int)
        WHERE i.id = c."itemId" AND i.state = 'planned' AND i.attempt = c.attempt`,
  );
  const ids = claims.map(({ itemId }) => itemId);
  if (changed === claims.length) return new Set(ids);
  const taken = await rows<{ id: string }>(
    tx,
    sql`SELECT i.id FROM run_item i JOIN jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) AS c("itemId" text, attempt int) ON i.id = c."itemId"
        WHERE i.state = 'sending' AND i.attempt = c.attempt + 1`,
  );
  return new Set(taken.map(({ id }) => id));
}

export interface NewHandle {
  readonly itemId: string;
  readonly receiptHandle: string;
  readonly visibleSeconds: number;
}
/** Keeps the newest handle of messages that SQS handed out again: an older one is answered *deleted* and deletes nothing. */
export async function keepHandles(db: Sql, handles: readonly NewHandle[]): Promise<void> {
  if (handles.length === 0) return;
  await execute(
    db,
    sql`UPDATE run_item i SET receipt_handle = h."receiptHandle", visible_until = dlo_now() + make_interval(secs => h."visibleSeconds")
        FROM jsonb_to_recordset(${JSON.stringify(handles)}::jsonb) AS h("itemId" text, "receiptHandle" text, "visibleSeconds" int) WHERE i.id = h."itemId"`,
  );
}

/** How items stand in the database now: somebody else may have ended or sent them. */
export async function findStates(db: Sql, itemIds: readonly string[]): Promise<Map<string, ItemState>> {
  if (itemIds.length === 0) return new Map();
  const found = await rows<{ id: string; state: ItemState }>(
    db,
    sql`SELECT id, state FROM run_item WHERE id = ANY(${[...itemIds]}::text[])`,
  );
  return new Map(found.map(({ id, state }) => [id, state]));
}

export interface ItemChange {
  readonly itemId: string;
  readonly state: ItemState;
  readonly isOpen: boolean;
  readonly outcome?: Outcome | null;
  readonly reason?: string | null;
  readonly destinationMessageId?: string | null;
  /** The attempt that it is about: another one that began since is not touched. */
  readonly attempt?: number;
  /** The attempt certainly did nothing, and does not count. */
  readonly isUndone?: boolean;
  /** Called deleted before, and met again since: SQS had handed it out anew, and an older handle deletes nothing. */
  readonly isMetAgain?: boolean;
}
/**
 * Commits what became of items. Facts of the past are written even when the lease was lost: they happened. What ended stays
 * as it ended, and what was sent is never made unsent: a worker that comes back from a long sleep knows less than the ledger.
 * Returns the ids of the items that stand so now.
 */
export async function saveItems(tx: Sql, changes: readonly ItemChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  const saved = await execute(
    tx,
    sql`${SAVE} FROM jsonb_to_recordset(${JSON.stringify(changes.map(asStorable))}::jsonb) ${CHANGES} WHERE ${IS_STILL}`,
  );
  if (saved === changes.length) return new Set(changes.map(({ itemId }) => itemId));
  const known = await rows<{ id: string; state: ItemState }>(
    tx,
    sql`SELECT id, state FROM run_item WHERE id = ANY(${changes.map(({ itemId }) => itemId)}::text[])`,
  );
  const states = new Map(known.map(({ id, state }) => [id, state]));
  return new Set(changes.flatMap(({ itemId, state }) => (states.get(itemId) === state ? [itemId] : [])));
}
/** What AWS says as a reason may hold characters that the database refuses: that must never keep a fact from being written. */
function asStorable(change: ItemChange): ItemChange {
  return change.reason ? { ...change, reason: storable(change.reason) } : change;
}
const CHANGES = sql`AS c("itemId" text, state text, "isOpen" boolean, outcome text, reason text, "destinationMessageId" text, attempt int, "isUndone" boolean, "isMetAgain" boolean)`;
const SAVE = sql`UPDATE run_item i SET state = c.state, is_open = c."isOpen", outcome = coalesce(i.outcome, c.outcome), reason = coalesce(c.reason, i.reason),
  destination_message_id = coalesce(c."destinationMessageId", i.destination_message_id),
  attempt = CASE WHEN c."isUndone" THEN i.attempt - 1 ELSE i.attempt END,
  send_started_at = CASE WHEN c."isUndone" AND i.attempt = 1 THEN NULL ELSE i.send_started_at END,
  sent_at = CASE WHEN c.state = 'sent' THEN coalesce(i.sent_at, dlo_now()) ELSE i.sent_at END,
  deleted_at = CASE WHEN c.state = 'deleted' THEN coalesce(i.deleted_at, dlo_now()) ELSE i.deleted_at END`;
const IS_MET_AGAIN = sql`c."isMetAgain" AND i.state = 'deleted' AND NOT EXISTS (SELECT 1 FROM run_item o WHERE o.queue_id = i.queue_id AND o.message_id = i.message_id AND o.is_open)`;
const IS_STILL = sql`i.id = c."itemId" AND (${IS_MET_AGAIN} OR i.is_open AND (c.attempt IS NULL OR i.attempt = c.attempt)
  AND i.state = ANY(CASE WHEN c.state IN ('deleted', 'delete-unconfirmed') THEN '{sent,delete-unconfirmed}'::text[] ELSE '{planned,sending}'::text[] END))`;

/** Which of these ids are what a run was answered with for a message that is not known to have come back, and was not sent to this queue: id → item. */
export async function findReturned(db: Sql, ids: readonly string[], queueArn: string): Promise<Map<string, string>> {
  const found = await rows<{ name: string; id: string }>(
    db,
    sql`SELECT destination_message_id AS name, id FROM run_item WHERE destination_message_id = ANY(${[...ids]}::text[]) AND returned_at IS NULL AND destination_arn IS DISTINCT FROM ${queueArn}`,
  );
  return new Map(found.map(({ name, id }) => [name, id]));
}
/** The bodies that a run sent, and when each was sent first. */
export function findSentBodies(db: Sql, runId: string): Promise<{ sha256: string; sentAt: string }[]> {
  return rows(
    db,
    sql`SELECT coalesce(edited_sha256, body_sha256) AS sha256, min(sent_at) AS sent_at FROM run_item WHERE run_id = ${runId} AND sent_at IS NOT NULL GROUP BY 1`,
  );
}
/** Messages that a run sent and that lie in a dead-letter queue again under the id that their sending was answered with. */
export async function markReturned(db: Sql, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  await execute(
    db,
    sql`UPDATE run_item SET outcome = 'returned', returned_at = dlo_now(), reason = 'came back: same id' WHERE id = ANY(${[...itemIds]}::text[]) AND returned_at IS NULL`,
  );
}
/** The rate that is asked for now. */
export async function rateOf(db: Sql, runId: string): Promise<number | null> {
  const row = await firstRow<{ rate: number | null }>(
    db,
    sql`SELECT rate_per_second AS rate FROM run WHERE id = ${runId}`,
  );
  return row?.rate ?? null;
}

/** Messages whose items were proved deleted are no longer present: they were given back, or are in the vault. */
export async function markMessagesDone(
  tx: Sql,
  messageRowIds: readonly string[],
  state: "redriven" | "discarded",
): Promise<void> {
  await execute(
    tx,
    // One text is cheaper to hand over than a list; ids have no commas.
    sql`UPDATE failed_message SET state = ${state}, state_at = dlo_now() WHERE id = ANY(string_to_array(${messageRowIds.join(",")}, ','))`,
  );
}

/**
 * Ends the items of a run that will not go on: planned ones are skipped; one left *sending*, or planned again after an attempt
 * without an answer, is ambiguous. Sent ones whose delete was not proved stay open, so that no later plan can send them again.
 */
export async function closeItems(tx: Tx, runId: string, reason: string): Promise<void> {
  const mayHaveArrived = sql`(i.state = 'sending' OR i.attempt > 0 AND r.action <> 'discard')`;
  await execute(
    tx,
    sql`UPDATE run_item i SET is_open = false, reason = coalesce(i.reason, ${reason}),
          outcome = CASE WHEN ${mayHaveArrived} THEN 'unknown' ELSE i.outcome END, state = CASE WHEN ${mayHaveArrived} THEN 'ambiguous' ELSE 'skipped' END
        FROM run r WHERE r.id = ${runId} AND i.run_id = r.id AND i.state IN ('planned', 'sending')`,
  );
}
