import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import { IS_OVER_UNSEEN, LIVES_UNTIL } from "./losses";
import { execute, firstRow, rows, sql } from "./query";
import { queueInScopeSql } from "./scope";

export interface ScanRow {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly isScheduled: boolean;
  readonly receivedCount: number;
  readonly newCount: number;
  readonly unreleasedCount: number;
  readonly isComplete: boolean;
  readonly isHeadsOnly: boolean;
  readonly stoppedBecause: string | null;
}
export interface NewScan {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueId: string;
  readonly isScheduled: boolean;
  readonly isHeadsOnly: boolean;
}
export async function insertScan(db: Sql, scan: NewScan): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO scan (id, account_id, region, queue_id, started_at, is_scheduled, is_heads_only, known_before_count)
        VALUES (${scan.id}, ${scan.accountId}, ${scan.region}, ${scan.queueId}, dlo_now(), ${scan.isScheduled}, ${scan.isHeadsOnly},
          (SELECT count(*) FROM failed_message f WHERE f.queue_id = ${scan.queueId} AND f.state = 'present'))`,
  );
}

export interface ScanEnd {
  readonly receiveCalls: number;
  readonly receivedCount: number;
  readonly newCount: number;
  readonly unreleasedCount: number;
  readonly approximateCount: number | null;
  readonly isComplete: boolean;
  readonly stoppedBecause: string;
}
/** Ends a scan and makes it the queue's newest. A request that was there when it started is answered by it. */
export async function endScan(tx: Tx, scan: NewScan, end: ScanEnd): Promise<void> {
  await execute(
    tx,
    sql`UPDATE scan SET ended_at = dlo_now(), receive_calls = ${end.receiveCalls}, received_count = ${end.receivedCount}, new_count = ${end.newCount},
          unreleased_count = ${end.unreleasedCount}, approximate_count = ${end.approximateCount}, is_complete = ${end.isComplete}, stopped_because = ${end.stoppedBecause}
        WHERE id = ${scan.id}`,
  );
  await execute(
    tx,
    sql`UPDATE queue_state SET last_scan_id = ${scan.id}, scanned_at = dlo_now(), visible_at_scan = ${end.approximateCount} WHERE queue_id = ${scan.queueId}`,
  );
  await execute(
    tx,
    sql`UPDATE queue SET first_scan_at = coalesce(first_scan_at, s.started_at), is_reread_as_backlog = is_reread_as_backlog AND NOT ${end.isComplete},
          scan_override_reason = CASE WHEN scan_requested_at <= s.started_at THEN NULL ELSE scan_override_reason END,
          scan_requested_at = CASE WHEN scan_requested_at <= s.started_at THEN NULL ELSE scan_requested_at END
        FROM scan s WHERE s.id = ${scan.id} AND queue.id = ${scan.queueId}`,
  );
}

const WAS_MISSED_ALIVE = sql`EXISTS (SELECT 1 FROM scan p WHERE p.queue_id = f.queue_id AND p.is_complete AND p.id <> s.id
  AND p.started_at > f.last_seen_at AND p.started_at < ${LIVES_UNTIL})`;

/**
 * After a complete scan: present messages that it did not meet were missed once more. Missed twice, they have left the
 * queue by somebody else's hand; where no scan missed them while they lived, retention probably took them. Messages in an
 * open run are the run's business, drained ones whose delete is not proved yet the drain's.
 */
export async function noteMissed(tx: Tx, queueId: string, scanId: string): Promise<number> {
  return execute(
    tx,
    sql`UPDATE failed_message f SET missed_scans = f.missed_scans + 1,
          state = CASE WHEN f.missed_scans < 1 THEN f.state WHEN ${IS_OVER_UNSEEN} AND NOT ${WAS_MISSED_ALIVE} THEN 'probably-expired' ELSE 'left' END, state_at = CASE WHEN f.missed_scans >= 1 THEN dlo_now() ELSE f.state_at END
        FROM scan s WHERE s.id = ${scanId} AND f.queue_id = ${queueId} AND f.state = 'present' AND f.last_seen_at < s.started_at
          AND NOT EXISTS (SELECT 1 FROM run_item i WHERE i.queue_id = f.queue_id AND i.message_id = f.message_id AND i.is_open)
          AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.drained_at IS NOT NULL AND v.deleted_at IS NULL)`,
  );
}

export function getScan(db: Sql, scope: Scope, id: string): Promise<ScanRow | undefined> {
  return firstRow<ScanRow>(
    db,
    sql`SELECT id, started_at, ended_at, is_scheduled, received_count, new_count, unreleased_count, is_complete, is_heads_only, stopped_because
        FROM scan WHERE id = ${id} AND ${queueInScopeSql(scope, sql`account_id`, sql`queue_id`)}`,
  );
}

export interface ScanCandidate {
  readonly queueId: string;
  readonly isRequested: boolean;
  readonly visible: number | null;
  readonly indexedCount: number;
  readonly maxScheduledReceives: number;
  readonly scannedAt: string | null;
  readonly missedCount: number;
}
/**
 * Dead-letter queues in index mode that somebody asked to scan, or that hold more than our index says (or less, which a
 * second look must confirm), or were never read.
 */
export function listScanCandidates(db: Sql, accountId: string, region: string): Promise<ScanCandidate[]> {
  return rows<ScanCandidate>(
    db,
    sql`SELECT q.id AS queue_id, q.scan_requested_at IS NOT NULL AS is_requested, s.visible, s.scanned_at, m.indexed::int AS indexed_count,
          coalesce(m.receives, 0)::int AS max_scheduled_receives, m.missed::int AS missed_count
        FROM queue q JOIN queue_state s ON s.queue_id = q.id
        CROSS JOIN LATERAL (SELECT count(*) AS indexed, max(f.scheduled_receives) AS receives, count(*) FILTER (WHERE f.missed_scans > 0) AS missed
                            FROM failed_message f WHERE f.queue_id = q.id AND f.state = 'present') m
        WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL AND q.is_selected AND q.is_dead_letter_queue AND q.mode = 'index'
          AND (q.scan_requested_at IS NOT NULL OR s.visible > m.indexed OR (s.visible > 0 AND s.scanned_at IS NULL) OR (coalesce(s.visible, 0) < m.indexed AND s.sampled_at > s.scanned_at))
        ORDER BY q.scan_requested_at NULLS LAST, s.scanned_at NULLS FIRST`,
  );
}

export async function lastScanId(db: Sql, queueId: string): Promise<string | null> {
  const row = await firstRow<{ lastScanId: string | null }>(
    db,
    sql`SELECT last_scan_id FROM queue_state WHERE queue_id = ${queueId}`,
  );
  return row?.lastScanId ?? null;
}
