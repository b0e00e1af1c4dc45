import type { Scope } from "@/lib/core/access/scope";
import type { Query } from "@/lib/core/search/query";
import type { Sql, Tx } from "./connect";
import { livingClass } from "./living-class";
import { matchesQuerySql } from "./message-search";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export interface VaultRow {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly queueId: string;
  readonly queueName: string;
  readonly messageRowId: string;
  readonly messageId: string;
  readonly classId: string;
  readonly classTitle: string;
  readonly bodyId: string;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly sourceQueueArn: string | null;
  readonly originKind: string;
  readonly groupId: string | null;
  readonly attributeCount: number;
  readonly reason: string;
  readonly state: "kept" | "restoring" | "restored" | "erased";
  readonly storedAt: string;
  /** Null: the queue was drained; no run took it. */
  readonly storedByRunId: string | null;
  readonly restoredAt: string | null;
  readonly restoredRunId: string | null;
  readonly drainedAt: string | null;
  readonly deletedAt: string | null;
  readonly deleteError: string | null;
  readonly hasSecondCopy: boolean;
  readonly erasedAt: string | null;
  readonly erasedBy: string | null;
}
const SELECT = sql`SELECT v.id, v.account_id, a.name AS account_name, v.region, v.queue_id, q.name AS queue_name, v.message_row_id, v.message_id, v.class_id, c.title AS class_title,
    f.origin_kind, f.group_id, f.attribute_count, v.body_id, b.body_sha256, b.body_bytes, v.source_queue_arn, v.reason, v.state, v.stored_at, v.stored_by_run_id, v.restored_at, v.restored_run_id,
    v.drained_at, v.deleted_at, v.delete_error, v.erased_at, v.erased_by, EXISTS (SELECT 1 FROM vault_copy y WHERE y.vault_item_id = v.id AND y.version_id <> '') AS has_second_copy
  FROM vault_item v JOIN account a ON a.id = v.account_id JOIN queue q ON q.id = v.queue_id JOIN failure_class c ON c.id = v.class_id JOIN message_body b ON b.id = v.body_id
  JOIN failed_message f ON f.id = v.message_row_id`;

export interface VaultFilter extends PageRequest {
  readonly queueId?: string | undefined;
  readonly state?: VaultRow["state"] | undefined;
}
export async function listVault(db: Sql, scope: Scope, filter: VaultFilter): Promise<Page<VaultRow>> {
  const [afterAt, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const where = sql`${classInScopeSql(scope, sql`v.account_id`, sql`v.class_id`)} AND (${filter.queueId ?? null}::text IS NULL OR v.queue_id = ${filter.queueId ?? null})
    AND (${filter.state ?? null}::text IS NULL OR v.state = ${filter.state ?? null})`;
  const found = await rows<VaultRow>(
    db,
    sql`${SELECT} WHERE ${where} AND (${afterId}::text IS NULL OR (v.stored_at, v.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY v.stored_at DESC, v.id DESC LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM vault_item v WHERE ${where}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.storedAt, row.id], total?.count ?? 0);
}
export function getVaultItem(db: Sql, scope: Scope, id: string): Promise<VaultRow | undefined> {
  return firstRow<VaultRow>(
    db,
    sql`${SELECT} WHERE v.id = ${id} AND ${classInScopeSql(scope, sql`v.account_id`, sql`v.class_id`)}`,
  );
}
export function findVaultItems(db: Sql, scope: Scope, ids: readonly string[]): Promise<VaultRow[]> {
  return rows<VaultRow>(
    db,
    sql`${SELECT} WHERE v.id = ANY(${[...ids]}::text[]) AND ${classInScopeSql(scope, sql`v.account_id`, sql`v.class_id`)}
        ORDER BY f.sequence_number NULLS FIRST, f.sent_at, v.stored_at, v.id`,
  );
}

/** Kept items of messages that are nowhere but in the vault, in the order in which SQS had them. */
export function findVaulted(
  db: Sql,
  scope: Scope,
  by: {
    messageIds?: readonly string[] | undefined;
    classId?: string | undefined;
    queueId?: string | undefined;
    query?: Query | undefined;
  },
  limit: number,
): Promise<VaultRow[]> {
  const messageIds = by.messageIds ? [...by.messageIds] : null;
  return rows<VaultRow>(
    db,
    sql`${SELECT} WHERE f.state = 'vaulted' AND v.drained_at IS NOT NULL AND v.state = 'kept' AND ${classInScopeSql(scope, sql`v.account_id`, sql`v.class_id`)}
          AND (${messageIds}::text[] IS NULL OR f.id = ANY(${messageIds}::text[]))
          AND (${by.classId ?? null}::text IS NULL OR f.class_id = ${livingClass(by.classId)})
          AND (${by.queueId ?? null}::text IS NULL OR f.queue_id = ${by.queueId ?? null}) AND ${matchesQuerySql(by.query ?? [])}
        ORDER BY f.sequence_number NULLS FIRST, f.sent_at, f.id LIMIT ${limit}`,
  );
}
export async function countKept(db: Sql, scope: Scope): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM vault_item v WHERE v.state IN ('kept', 'restoring') AND ${classInScopeSql(scope, sql`v.account_id`, sql`v.class_id`)}`,
  );
  return row?.count ?? 0;
}

export interface NewVaultItem {
  readonly id: string;
  readonly messageRowId: string;
  readonly bodyId: string;
}
/** Puts copies into the vault. A copy of the same message by the same run is kept once. */
export async function insertVaultItems(
  tx: Tx,
  run: { id: string; reason: string },
  items: readonly NewVaultItem[],
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO vault_item (id, account_id, region, queue_id, message_row_id, message_id, class_id, body_id, source_queue_arn, reason, stored_at, stored_by_run_id)
        SELECT n.id, f.account_id, f.region, f.queue_id, f.id, f.message_id, f.class_id, n.body_id, f.source_queue_arn, ${run.reason}, dlo_now(), ${run.id}
        FROM unnest(${items.map((i) => i.id)}::text[], ${items.map((i) => i.messageRowId)}::text[], ${items.map((i) => i.bodyId)}::text[]) AS n(id, row_id, body_id)
        JOIN failed_message f ON f.id = n.row_id
        ON CONFLICT (stored_by_run_id, message_row_id) DO NOTHING`,
  );
}
/** Takes kept items for a run. Returns how many: another run may have been faster with some. */
export function markRestoring(tx: Tx, ids: readonly string[]): Promise<number> {
  return execute(
    tx,
    sql`UPDATE vault_item SET state = 'restoring' WHERE id = ANY(${[...ids]}::text[]) AND state = 'kept'`,
  );
}
/** The items were sent back. A message that was only in the vault counts as redriven from then on. */
export async function markRestored(tx: Tx, ids: readonly string[], runId: string): Promise<void> {
  // Messages before items, in one order with whoever moves them to another class.
  await execute(
    tx,
    sql`SELECT 1 FROM failed_message f WHERE f.id IN (SELECT message_row_id FROM vault_item WHERE id = ANY(${[...ids]}::text[])) ORDER BY f.id FOR UPDATE`,
  );
  await execute(
    tx,
    sql`WITH sent AS (UPDATE vault_item SET state = 'restored', restored_at = dlo_now(), restored_run_id = ${runId} WHERE id = ANY(${[...ids]}::text[]) RETURNING message_row_id)
        UPDATE failed_message f SET state = 'redriven', state_at = dlo_now() FROM sent s WHERE f.id = s.message_row_id AND f.state = 'vaulted'`,
  );
}
/** Items that a run did not send, or of which nobody knows whether it did, are kept again: the next plan says which is which. */
export async function keepUnsent(tx: Tx, runId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE vault_item v SET state = 'kept' FROM run_item i WHERE i.run_id = ${runId} AND i.vault_item_id = v.id AND v.state = 'restoring' AND i.sent_at IS NULL`,
  );
}
/** How many of these items a run may have sent already: its send had no answer. */
export async function countMaybeSent(db: Sql, ids: readonly string[]): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(DISTINCT i.vault_item_id)::int AS count FROM run_item i JOIN vault_item v ON v.id = i.vault_item_id
        WHERE i.vault_item_id = ANY(${[...ids]}::text[]) AND i.state = 'ambiguous' AND v.state <> 'restored'`,
  );
  return row?.count ?? 0;
}

/** The vault items of these messages by this run. */
export async function findVaultIds(db: Sql, runId: string, messageRowIds: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT id FROM vault_item WHERE stored_by_run_id = ${runId} AND message_row_id = ANY(${[...messageRowIds]}::text[]) AND state = 'kept'`,
  );
  return found.map(({ id }) => id);
}
/** The kept bodies of these messages by this run: message row id → body id. */
export async function findVaultBodies(
  db: Sql,
  runId: string,
  messageRowIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await rows<{ messageRowId: string; bodyId: string }>(
    db,
    sql`SELECT message_row_id, body_id FROM vault_item WHERE stored_by_run_id = ${runId} AND message_row_id = ANY(${[...messageRowIds]}::text[])`,
  );
  return new Map(found.map((row) => [row.messageRowId, row.bodyId]));
}
