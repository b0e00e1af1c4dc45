import type { Scope } from "@/lib/core/access/scope";
import type { Feed } from "@/lib/core/failures/loss";
import type { LossFacts } from "@/lib/core/losses/queue-loss";
import type { Prisma, Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

interface FactsRow {
  readonly id: string;
  readonly isDeadLetterQueue: boolean;
  readonly isFifo: boolean;
  readonly mode: LossFacts["mode"];
  readonly retentionSeconds: number;
  readonly waitingCount: number | null;
  readonly feed: Feed;
  readonly longestSourceRetentionSeconds: number | null;
  readonly indexedCount: number;
  readonly savedCount: number;
  readonly earliestAt: string | null;
  readonly latestAt: string | null;
  readonly lookedAt: string | null;
  readonly metAllSince: string | null;
  readonly emptyAt: string | null;
  readonly ageSeconds: number | null;
  readonly ageAt: string | null;
}
/** SQS keeps nothing longer, so a source queue deleted before that has nothing left in here. */
const LONGEST_RETENTION = sql`interval '14 days'`;

// A listed queue that nobody reads may be a source that keeps messages for longer than those that are known.
// The expiry of an indexed message is worked out from its sent time and the retention of now, which may have changed.
const FACTS = sql`q.id, q.is_dead_letter_queue, q.is_fifo, q.mode, q.retention_seconds,
  s.visible + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) AS waiting_count, s.age_seconds, s.age_at, s.empty_at, s.scanned_at AS looked_at,
  CASE WHEN c.is_complete THEN c.started_at END AS met_all_since,
  CASE WHEN (src.count > 0 OR hidden.account_id IS NOT NULL) AND sent.yes THEN 'both' WHEN sent.yes THEN 'sent' WHEN src.count > 0 THEN 'moved' ELSE 'unknown' END AS feed,
  CASE WHEN hidden.account_id IS NULL THEN src.longest END AS longest_source_retention_seconds,
  coalesce(m.indexed, 0)::int AS indexed_count, coalesce(m.saved, 0)::int AS saved_count,
  m.first_sent_at + make_interval(secs => q.retention_seconds) AS earliest_at,
  CASE WHEN q.is_fifo THEN m.first_seen_at ELSE m.first_sent_at END + make_interval(secs => q.retention_seconds) AS latest_at`;
const FROM = sql`FROM queue q LEFT JOIN queue_state s ON s.queue_id = q.id LEFT JOIN scan c ON c.id = s.last_scan_id
  LEFT JOIN LATERAL (SELECT count(*) AS count, max(o.retention_seconds) AS longest FROM queue o
                     WHERE o.dead_letter_target_arn = q.arn AND (o.deleted_at IS NULL OR o.deleted_at > dlo_now() - ${LONGEST_RETENTION})) src ON true
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM resource_edge e WHERE e.to_arn = q.arn AND e.kind IN ('dead-letters', 'delivers')
                                       AND split_part(e.from_arn, ':', 3) <> 'sqs') AS yes) sent
  LEFT JOIN (SELECT DISTINCT l.account_id, l.region FROM queue_listing l LEFT JOIN queue k ON k.account_id = l.account_id AND k.region = l.region
               AND k.name = l.name AND k.deleted_at IS NULL AND k.is_selected WHERE k.id IS NULL) hidden ON hidden.account_id = q.account_id AND hidden.region = q.region
  LEFT JOIN LATERAL (SELECT count(*) AS indexed, count(*) FILTER (WHERE f.is_saved) AS saved, min(f.sent_at) FILTER (WHERE NOT f.is_saved) AS first_sent_at,
                            min(greatest(f.sent_at, f.first_seen_at)) FILTER (WHERE NOT f.is_saved) AS first_seen_at
                     FROM (SELECT p.sent_at, p.first_seen_at,
                             EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = p.id AND v.state <> 'restored') AS is_saved
                           FROM failed_message p WHERE q.is_dead_letter_queue AND p.queue_id = q.id AND p.state = 'present') f) m ON true`;

/** What is known about when each of these queues loses something, by queue id. */
export async function readLossFacts(db: Sql, queueIds: readonly string[]): Promise<Map<string, LossFacts>> {
  const found = await rows<FactsRow>(db, sql`SELECT ${FACTS} ${FROM} WHERE q.id = ANY(${[...queueIds]}::text[])`);
  return new Map(found.map((row) => [row.id, factsFrom(row)]));
}

export interface LosingQueue extends FactsRow {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly owner: string | null;
  readonly visible: number | null;
  readonly doesAutoRescue: boolean;
  readonly isBlind: boolean;
  readonly readAt: string | null;
}
export interface LossFilter {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly owner?: string | undefined;
}
/** Every living dead-letter queue of the scope in which something waits, or of which that is not known. Unordered. */
export async function listLosing(
  db: Sql,
  scope: Scope,
  filter: LossFilter,
): Promise<(LosingQueue & { facts: LossFacts })[]> {
  const found = await rows<LosingQueue>(
    db,
    sql`SELECT ${FACTS}, q.name, q.arn, q.account_id, a.name AS account_name, q.region, o.owner, s.visible, q.does_auto_rescue, s.sampled_at AS read_at,
          coalesce(r.status = 'blind', false) AS is_blind
        ${FROM} JOIN account a ON a.id = q.account_id LEFT JOIN ownership o ON o.arn = q.arn LEFT JOIN region_state r ON r.account_id = q.account_id AND r.region = q.region
        WHERE ${matching(scope, filter)}`,
  );
  return found.map((row) => ({ ...row, facts: factsFrom(row) }));
}

function matching(scope: Scope, { accountId, region, owner }: LossFilter): Prisma.Sql {
  return sql`q.is_dead_letter_queue AND q.deleted_at IS NULL AND q.is_selected AND a.removed_at IS NULL AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}
    AND (s.visible IS NULL OR s.visible + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) > 0)
    AND (${accountId ?? null}::text IS NULL OR q.account_id = ${accountId ?? null})
    AND (${region ?? null}::text IS NULL OR q.region = ${region ?? null})
    AND (${owner ?? null}::text IS NULL OR o.owner = ${owner ?? null})`;
}

function factsFrom(row: FactsRow): LossFacts {
  const { earliestAt, latestAt } = row;
  return {
    isDeadLetterQueue: row.isDeadLetterQueue,
    isFifo: row.isFifo,
    mode: row.mode,
    retentionSeconds: row.retentionSeconds,
    feed: row.feed,
    longestSourceRetentionSeconds: row.longestSourceRetentionSeconds,
    waitingCount: row.waitingCount,
    indexedCount: row.indexedCount,
    savedCount: row.savedCount,
    firstUnsaved: earliestAt && latestAt ? { earliestAt: new Date(earliestAt), latestAt: new Date(latestAt) } : null,
    lookedAt: dateOf(row.lookedAt),
    metAllSince: dateOf(row.metAllSince),
    emptyAt: dateOf(row.emptyAt),
    oldestAgeSeconds: row.ageSeconds,
    ageAt: dateOf(row.ageAt),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** When a message `f` of a queue `q` expires at the earliest and at the latest: a FIFO queue may count from when it came there. */
export const EXPIRES_AT = sql`f.sent_at + make_interval(secs => q.retention_seconds)`;
export const EXPIRES_LATEST_AT = sql`CASE WHEN q.is_fifo THEN greatest(f.sent_at, f.first_seen_at) ELSE f.sent_at END + make_interval(secs => q.retention_seconds)`;

/** Until when it may live, as it was worked out last; null where that is not known. */
export const LIVES_UNTIL = sql`coalesce(f.expires_latest_at, f.expires_at)`;
/** Its time is over, and nobody has seen it since. */
export const IS_OVER_UNSEEN = sql`${LIVES_UNTIL} < dlo_now() AND f.last_seen_at < ${LIVES_UNTIL}`;

/**
 * Works out anew when the present messages of queues expire, after their retention changed. Not of those whose time was over
 * before: a longer retention does not bring them back, and a look that finds one after all says so. Repeating it changes nothing.
 */
export async function retimeMessages(db: Sql, ...queueIds: string[]): Promise<void> {
  await execute(
    db,
    sql`UPDATE failed_message f SET expires_at = ${EXPIRES_AT}, expires_latest_at = ${EXPIRES_LATEST_AT}
        FROM queue q WHERE q.id = ANY(${queueIds}::text[]) AND f.queue_id = q.id AND f.state = 'present' AND f.sent_at IS NOT NULL
          AND coalesce(${LIVES_UNTIL}, 'infinity') > dlo_now()`,
  );
}

/** Takes over the retention that AWS shows, and what follows from it. The next look notes the change with the rest. */
export async function saveRetention(db: Sql, queueId: string, seconds: number): Promise<void> {
  await execute(db, sql`UPDATE queue SET retention_seconds = ${seconds} WHERE id = ${queueId}`);
  await retimeMessages(db, queueId);
}

/** How many of these messages are believed to be in their queue still. */
export async function countStillThere(db: Sql, messageRowIds: readonly string[]): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failed_message WHERE id = ANY(${[...messageRowIds]}::text[]) AND state = 'present'`,
  );
  return row?.count ?? 0;
}

/** Of these messages of a queue those that are there and have no kept copy in the vault. Nobody erases them until the transaction ends. */
export function listUnsaved(
  tx: Tx,
  queueId: string,
  messageIds: readonly string[],
): Promise<{ id: string; messageId: string }[]> {
  return rows(
    tx,
    sql`SELECT f.id, f.message_id FROM failed_message f
        WHERE f.queue_id = ${queueId} AND f.message_id = ANY(${[...messageIds]}::text[]) AND f.state = 'present' AND NOT f.is_tombstone
          AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state <> 'restored')
        ORDER BY f.id FOR KEY SHARE OF f`,
  );
}

/** How many copies a run has put into the vault. */
export async function countCopies(db: Sql, runId: string): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM vault_item WHERE stored_by_run_id = ${runId}`,
  );
  return row?.count ?? 0;
}

/** How many messages that are believed to be in the queue have a kept copy. */
export async function countSaved(db: Sql, queueId: string): Promise<number> {
  return (await readLossFacts(db, [queueId])).get(queueId)?.savedCount ?? 0;
}
