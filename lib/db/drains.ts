import type { Sql, Tx } from "./connect";
import { eraseBodies } from "./erase-content";
import { execute, firstRow, rows, sql } from "./query";

/** How the draining of a queue stands. `isPaused`: it goes on only when a person asks. */
export interface DrainRow {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly drainedCount: number;
  readonly leftCount: number;
  readonly stoppedBecause: string | null;
  readonly fix: string | null;
  readonly isPaused: boolean;
  readonly failureCount: number;
  readonly nextAt: string;
}
export function findDrain(db: Sql, queueId: string): Promise<DrainRow | undefined> {
  return firstRow(
    db,
    sql`SELECT started_at, ended_at, drained_count, left_count, stopped_because, fix, is_paused, failure_count, next_at
        FROM vault_drain WHERE queue_id = ${queueId}`,
  );
}

export interface DrainCounts {
  /** Drained items whose delete was not proved. */
  readonly undeletedCount: number;
  readonly vaultedCount: number;
}
export async function countDrained(db: Sql, queueId: string): Promise<DrainCounts> {
  const row = await firstRow<DrainCounts>(
    db,
    sql`SELECT count(*) FILTER (WHERE drained_at IS NOT NULL AND deleted_at IS NULL)::int AS undeleted_count,
          (SELECT count(*)::int FROM failed_message f WHERE f.queue_id = ${queueId} AND f.state = 'vaulted') AS vaulted_count
        FROM vault_item WHERE queue_id = ${queueId}`,
  );
  return row ?? { undeletedCount: 0, vaultedCount: 0 };
}

export interface DrainCandidate {
  readonly queueId: string;
  readonly isRequested: boolean;
}
/**
 * Queues in vault mode that should be drained now: somebody asked; or, unless the drain is paused or waits after a failure,
 * there is something in them by counters younger than the last slice, or that slice left something to do, or our index holds
 * messages that the counters do not.
 */
export function listDrainCandidates(db: Sql, accountId: string, region: string): Promise<DrainCandidate[]> {
  return rows<DrainCandidate>(
    db,
    sql`SELECT q.id AS queue_id, q.scan_requested_at IS NOT NULL AS is_requested
        FROM queue q JOIN queue_state s ON s.queue_id = q.id LEFT JOIN vault_drain d ON d.queue_id = q.id
        WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL AND q.is_selected AND q.is_dead_letter_queue AND q.mode = 'vault'
          AND (q.scan_requested_at IS NOT NULL OR (NOT coalesce(d.is_paused, false) AND (d.next_at IS NULL OR d.next_at <= dlo_now()) AND (
            (s.visible > 0 AND (d.ended_at IS NULL OR s.sampled_at > d.ended_at OR d.stopped_because IS NOT NULL))
            OR (s.sampled_at > coalesce(d.ended_at, '-infinity') AND s.visible = 0
                AND EXISTS (SELECT 1 FROM failed_message f WHERE f.queue_id = q.id AND f.state = 'present')))))
        ORDER BY q.scan_requested_at NULLS LAST, d.ended_at NULLS FIRST`,
  );
}

/** Waits for the disk at commit whatever the server's default is: what is deleted elsewhere must have reached it. */
export async function commitDurably(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT set_config('synchronous_commit', 'on', true)`);
}

/** A message that was received, with what the vault has of it. */
export interface DrainTarget {
  readonly messageRowId: string;
  readonly messageId: string;
  readonly bodySha256: string;
  /** The body kept with the index; null when it was indexed below *whole*. */
  readonly bodyId: string | null;
  /** The item that keeps it: drained before, or else a copy that a run made and that was not sent back. */
  readonly vaultItemId: string | null;
  readonly vaultBodyId: string | null;
  readonly isDrained: boolean;
  /** It lies in the bucket that is asked for, and was read back there within the hour. */
  readonly hasSecondCopy: boolean;
  /** Its content, or that of the item, was erased here: it is not taken again. */
  readonly isErased: boolean;
  /** The open run that it belongs to: the run's business. */
  readonly runNumber: number | null;
}
export function listDrainTargets(
  db: Sql,
  queueId: string,
  messageIds: readonly string[],
  bucket: string | null,
): Promise<DrainTarget[]> {
  return rows<DrainTarget>(
    db,
    sql`SELECT f.id AS message_row_id, f.message_id, f.body_sha256, f.body_id, v.id AS vault_item_id, v.body_id AS vault_body_id,
          v.drained_at IS NOT NULL AS is_drained, (f.is_tombstone OR coalesce(v.state = 'erased', false)) AS is_erased,
          coalesce(c.bucket = ${bucket}::text AND c.verified_at > dlo_now() - interval '1 hour', false) AS has_second_copy,
          (SELECT r.number FROM run_item i JOIN run r ON r.id = i.run_id
           WHERE i.queue_id = f.queue_id AND i.message_id = f.message_id AND i.is_open LIMIT 1) AS run_number
        FROM failed_message f
        LEFT JOIN LATERAL (SELECT x.id, x.body_id, x.drained_at, x.state FROM vault_item x
                           WHERE x.message_row_id = f.id AND (x.drained_at IS NOT NULL OR x.state = 'kept')
                           ORDER BY x.drained_at NULLS LAST, x.stored_at LIMIT 1) v ON true
        LEFT JOIN vault_copy c ON c.vault_item_id = v.id
        WHERE f.queue_id = ${queueId} AND f.message_id = ANY(${[...messageIds]}::text[])`,
  );
}

export interface NewDrained {
  readonly id: string;
  readonly messageRowId: string;
  readonly bodyId: string;
}
/** Puts drained messages into the vault. */
export async function insertDrained(tx: Tx, items: readonly NewDrained[]): Promise<void> {
  if (items.length === 0) return;
  await execute(
    tx,
    sql`INSERT INTO vault_item (id, account_id, region, queue_id, message_row_id, message_id, class_id, body_id, source_queue_arn, reason, stored_at, drained_at)
        SELECT n.id, f.account_id, f.region, f.queue_id, f.id, f.message_id, f.class_id, n.body_id, f.source_queue_arn, 'drained', dlo_now(), dlo_now()
        FROM unnest(${items.map((i) => i.id)}::text[], ${items.map((i) => i.messageRowId)}::text[], ${items.map((i) => i.bodyId)}::text[]) AS n(id, row_id, body_id)
        JOIN failed_message f ON f.id = n.row_id`,
  );
  await execute(
    tx,
    sql`UPDATE failed_message f SET body_id = n.body_id
        FROM unnest(${items.map((i) => i.messageRowId)}::text[], ${items.map((i) => i.bodyId)}::text[]) AS n(row_id, body_id)
        WHERE f.id = n.row_id AND f.body_id IS NULL`,
  );
}

/** Gives items whose copy could not be opened the one that was sealed anew. A second copy of the other is none of this. */
export async function replaceBodies(
  tx: Tx,
  items: readonly { readonly vaultItemId: string; readonly bodyId: string }[],
): Promise<void> {
  if (items.length === 0) return;
  const before = await rows<{ id: string }>(
    tx,
    sql`UPDATE vault_item v SET body_id = n.body_id FROM unnest(${items.map((i) => i.vaultItemId)}::text[], ${items.map((i) => i.bodyId)}::text[]) AS n(id, body_id),
          vault_item old WHERE v.id = n.id AND old.id = n.id RETURNING old.body_id AS id`,
  );
  await eraseBodies(
    tx,
    before.map(({ id }) => id),
  );
  await execute(
    tx,
    sql`UPDATE vault_copy SET version_id = '', checksum = '', verified_at = to_timestamp(0) WHERE vault_item_id = ANY(${items.map((i) => i.vaultItemId)}::text[])`,
  );
}

/** Copies that a run made become the drained items of their messages: no message is kept twice. */
export async function adoptCopies(tx: Tx, vaultItemIds: readonly string[]): Promise<void> {
  if (vaultItemIds.length === 0) return;
  await execute(
    tx,
    sql`UPDATE vault_item SET drained_at = dlo_now(), reason = reason || ', then drained' WHERE id = ANY(${[...vaultItemIds]}::text[]) AND drained_at IS NULL`,
  );
}

export interface DeleteOutcome {
  readonly vaultItemId: string;
  /** Null: the delete was proved. */
  readonly error: string | null;
}
/**
 * Writes down what became of the deletes. A message whose delete was proved is only in the vault from then on, or stays what
 * it is when it was sent back meanwhile. Returns how many were proved for the first time.
 */
export async function saveDeletes(tx: Tx, outcomes: readonly DeleteOutcome[]): Promise<number> {
  if (outcomes.length === 0) return 0;
  const proved = outcomes.flatMap(({ vaultItemId, error }) => (error === null ? [vaultItemId] : []));
  // Messages before items, in one order with whoever moves them to another class.
  await execute(
    tx,
    sql`SELECT 1 FROM failed_message f WHERE f.id IN (SELECT message_row_id FROM vault_item WHERE id = ANY(${outcomes.map((o) => o.vaultItemId)}::text[]))
        ORDER BY f.id FOR UPDATE`,
  );
  const first = await firstRow<{ count: number }>(
    tx,
    sql`SELECT count(*)::int AS count FROM vault_item WHERE id = ANY(${proved}::text[]) AND deleted_at IS NULL`,
  );
  await execute(
    tx,
    sql`WITH told AS (SELECT * FROM unnest(${outcomes.map((o) => o.vaultItemId)}::text[], ${outcomes.map((o) => o.error)}::text[]) AS t(id, error)),
        items AS (UPDATE vault_item v SET delete_error = t.error, deleted_at = CASE WHEN t.error IS NULL THEN coalesce(v.deleted_at, dlo_now()) END
                  FROM told t WHERE v.id = t.id RETURNING v.message_row_id, v.state, t.error)
        UPDATE failed_message f SET state = 'vaulted', state_at = dlo_now()
        FROM items i WHERE f.id = i.message_row_id AND i.error IS NULL AND i.state <> 'restored' AND f.state IN ('present', 'left', 'probably-expired')`,
  );
  return first?.count ?? 0;
}

/** Longer than a look or a drain hides a message: who was not met for so long, where all were met, is not there. */
const SETTLED_SECONDS = 45;

/**
 * After the queue was seen empty, or all that is in it was met: what was drained long enough before, and never met again,
 * was deleted though no answer told us. Returns how many.
 */
export async function settleUnproved(tx: Tx, queueId: string): Promise<number> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT v.id FROM vault_item v JOIN failed_message f ON f.id = v.message_row_id
        WHERE v.queue_id = ${queueId} AND v.drained_at IS NOT NULL AND v.deleted_at IS NULL
          AND greatest(v.drained_at, f.last_seen_at) < dlo_now() - make_interval(secs => ${SETTLED_SECONDS})`,
  );
  await saveDeletes(
    tx,
    found.map(({ id }) => ({ vaultItemId: id, error: null })),
  );
  return found.length;
}

/** Counts what a slice took that may not say how the drain stands: somebody else does by now. */
export async function addDrained(tx: Tx, queueId: string, count: number): Promise<void> {
  await execute(tx, sql`UPDATE vault_drain SET drained_count = drained_count + ${count} WHERE queue_id = ${queueId}`);
}

export interface DrainEnd {
  readonly queueId: string;
  readonly accountId: string;
  readonly region: string;
  readonly startedAt: Date;
  readonly drainedCount: number;
  readonly leftCount: number;
  readonly stoppedBecause: string | null;
  readonly fix: string | null;
  readonly isPaused: boolean;
  readonly failureCount: number;
  readonly waitSeconds: number;
}
/** Keeps how a slice ended. A request that was there when it began is answered by it. */
export async function saveDrainEnd(tx: Tx, end: DrainEnd): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO vault_drain AS d (queue_id, account_id, region, started_at, ended_at, drained_count, left_count, stopped_because, fix, is_paused, failure_count, next_at)
        VALUES (${end.queueId}, ${end.accountId}, ${end.region}, ${end.startedAt}, dlo_now(), ${end.drainedCount}, ${end.leftCount}, ${end.stoppedBecause}, ${end.fix},
                ${end.isPaused}, ${end.failureCount}, dlo_now() + make_interval(secs => ${end.waitSeconds}))
        ON CONFLICT (queue_id) DO UPDATE SET started_at = EXCLUDED.started_at, ended_at = EXCLUDED.ended_at, left_count = EXCLUDED.left_count,
          drained_count = d.drained_count + EXCLUDED.drained_count, stopped_because = EXCLUDED.stopped_because, fix = EXCLUDED.fix,
          is_paused = EXCLUDED.is_paused, failure_count = EXCLUDED.failure_count, next_at = EXCLUDED.next_at`,
  );
  // What is left is counted at once, not when its turn comes.
  await execute(tx, sql`UPDATE queue_state SET next_sample_at = dlo_now() WHERE queue_id = ${end.queueId}`);
  await execute(
    tx,
    sql`UPDATE queue SET scan_requested_at = NULL WHERE id = ${end.queueId} AND scan_requested_at <= ${end.startedAt}`,
  );
}
