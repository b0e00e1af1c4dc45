import type { Scope } from "@/lib/core/access/scope";
import type { Overlap } from "@/lib/core/queues/overlap-estimate";
import type { CaptureLevel, QueueMode } from "@/lib/core/queues/queue";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface QueueRow {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
  readonly url: string;
  readonly name: string;
  readonly awsCreatedAt: string;
  readonly isFifo: boolean;
  readonly isDeadLetterQueue: boolean;
  readonly mode: QueueMode;
  readonly capture: CaptureLevel;
  readonly settings: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly deadLetterTargetArn: string | null;
  readonly maxReceiveCount: number | null;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly maxMessageBytes: number;
  readonly consumers: { functionArn: string; state: string }[];
  readonly seenAt: string;
  readonly deletedAt: string | null;
  readonly firstScanAt: string | null;
  readonly scanRequestedAt: string | null;
  readonly scanOverrideReason: string | null;
  readonly isRereadAsBacklog: boolean;
  /** Queues that are not selected are known by name only, or as they were before. */
  readonly isSelected: boolean;
  readonly doesAutoRescue: boolean;
  /** Why it may be drained although it has a redrive policy or a consumer, and although there is no second copy. */
  readonly vaultReason: string | null;
  readonly singleCopyReason: string | null;
  readonly needsSecondCopy: boolean;
}
export const QUEUE_COLUMNS = sql`q.id, q.account_id, q.region, q.arn, q.url, q.name, q.aws_created_at, q.is_fifo, q.is_dead_letter_queue, q.mode, q.capture,
  q.settings, q.tags, q.dead_letter_target_arn, q.max_receive_count, q.retention_seconds, q.visibility_timeout_seconds, q.max_message_bytes, q.consumers,
  q.seen_at, q.deleted_at, q.first_scan_at, q.scan_requested_at, q.scan_override_reason, q.is_reread_as_backlog, q.is_selected, q.does_auto_rescue,
  q.vault_reason, q.single_copy_reason, q.needs_second_copy`;

export function findQueue(db: Sql, id: string): Promise<QueueRow | undefined> {
  return firstRow<QueueRow>(db, sql`SELECT ${QUEUE_COLUMNS} FROM queue q WHERE q.id = ${id}`);
}
/** The living queue of this ARN. */
export function findQueueByArn(db: Sql, arn: string): Promise<QueueRow | undefined> {
  return firstRow<QueueRow>(
    db,
    sql`SELECT ${QUEUE_COLUMNS} FROM queue q WHERE q.arn = ${arn} AND q.deleted_at IS NULL`,
  );
}
/** Living queues that name this ARN as their dead-letter target. */
export function listSourcesOf(db: Sql, deadLetterQueueArn: string): Promise<QueueRow[]> {
  return rows<QueueRow>(
    db,
    sql`SELECT ${QUEUE_COLUMNS} FROM queue q WHERE q.dead_letter_target_arn = ${deadLetterQueueArn} AND q.deleted_at IS NULL ORDER BY q.name`,
  );
}
export function listLivingQueues(db: Sql, accountId: string, region: string): Promise<QueueRow[]> {
  return rows<QueueRow>(
    db,
    sql`SELECT ${QUEUE_COLUMNS} FROM queue q WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL`,
  );
}

/** A queue with its newest counters and the figures that lists show. */
export interface QueueView extends QueueRow {
  readonly accountName: string;
  readonly owner: string | null;
  readonly awsAccountId: string;
  readonly visible: number | null;
  readonly inFlight: number | null;
  readonly delayed: number | null;
  readonly sampledAt: string | null;
  readonly ageSeconds: number | null;
  readonly ageAt: string | null;
  readonly error: string | null;
  readonly deadLetterQueueId: string | null;
  readonly sourceQueueNames: string[];
  readonly indexedCount: number;
  readonly scannedAt: string | null;
  readonly isHeadsOnly: boolean;
  /** Of the newest look that has ended. */
  readonly overlap: (Overlap & { readonly isComplete: boolean }) | null;
  readonly maxScheduledReceives: number;
  readonly firstExpiryAt: string | null;
  readonly maxSourceRetentionSeconds: number | null;
  readonly isBlind: boolean;
}
const VIEW_COLUMNS = sql`${QUEUE_COLUMNS}, a.name AS account_name, a.aws_account_id, w.owner, s.visible, s.in_flight, s.delayed, s.sampled_at, s.age_seconds, s.age_at, s.error,
  s.scanned_at, d.id AS dead_letter_queue_id, coalesce(r.status = 'blind', false) AS is_blind,
  coalesce(z.is_heads_only, false) AS is_heads_only,
  CASE WHEN z.known_before_count IS NOT NULL THEN json_build_object('knownBeforeCount', z.known_before_count, 'metCount', z.received_count,
    'metAgainCount', z.received_count - z.new_count, 'isComplete', z.is_complete) END AS overlap,
  coalesce(src.names, '{}') AS source_queue_names, src.max_retention AS max_source_retention_seconds,
  coalesce(m.indexed, 0)::int AS indexed_count, coalesce(m.receives, 0)::int AS max_scheduled_receives, m.first_expiry_at`;
const VIEW_JOINS = sql`JOIN account a ON a.id = q.account_id
  LEFT JOIN queue_state s ON s.queue_id = q.id LEFT JOIN scan z ON z.id = s.last_scan_id LEFT JOIN ownership w ON w.arn = q.arn
  LEFT JOIN region_state r ON r.account_id = q.account_id AND r.region = q.region
  LEFT JOIN queue d ON d.arn = q.dead_letter_target_arn AND d.deleted_at IS NULL
  LEFT JOIN LATERAL (SELECT array_agg(o.name ORDER BY o.name) AS names, max(o.retention_seconds) AS max_retention
                     FROM queue o WHERE q.is_dead_letter_queue AND o.dead_letter_target_arn = q.arn AND o.deleted_at IS NULL) src ON true
  LEFT JOIN LATERAL (SELECT count(*) AS indexed, max(f.scheduled_receives) AS receives, min(f.expires_at) AS first_expiry_at
                     FROM failed_message f WHERE q.is_dead_letter_queue AND f.queue_id = q.id AND f.state = 'present') m ON true`;

export interface QueueFilter extends PageRequest {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly isDeadLetterQueue?: boolean | undefined;
  readonly name?: string | undefined;
  readonly withMessages?: boolean | undefined;
}

function matching(scope: Scope, filter: Omit<QueueFilter, keyof PageRequest>): Prisma.Sql {
  return sql`q.deleted_at IS NULL AND q.is_selected AND a.removed_at IS NULL AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}
    AND (${filter.accountId ?? null}::text IS NULL OR q.account_id = ${filter.accountId ?? null})
    AND (${filter.region ?? null}::text IS NULL OR q.region = ${filter.region ?? null})
    AND (${filter.isDeadLetterQueue ?? null}::boolean IS NULL OR q.is_dead_letter_queue = ${filter.isDeadLetterQueue ?? null})
    AND (${filter.name ?? null}::text IS NULL OR q.name ILIKE '%' || ${filter.name ?? null} || '%')
    AND (${filter.withMessages ?? null}::boolean IS NULL OR (coalesce(s.visible, 0) + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) > 0) = ${filter.withMessages ?? null})`;
}

/** Living queues: dead-letter queues first, then by name. */
export async function listQueues(db: Sql, scope: Scope, filter: QueueFilter): Promise<Page<QueueView>> {
  const [afterKind, afterName, afterId] = decodeCursor(filter.cursor, ["count", "text", "text"]) ?? [null, null, null];
  const found = await rows<QueueView>(
    db,
    sql`SELECT ${VIEW_COLUMNS} FROM queue q ${VIEW_JOINS}
        WHERE ${matching(scope, filter)}
          AND (${afterId}::text IS NULL OR ((NOT q.is_dead_letter_queue)::int, q.name, q.id) > (${afterKind}::bigint, ${afterName}::text, ${afterId}::text))
        ORDER BY (NOT q.is_dead_letter_queue)::int, q.name, q.id LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM queue q JOIN account a ON a.id = q.account_id LEFT JOIN queue_state s ON s.queue_id = q.id WHERE ${matching(scope, filter)}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.isDeadLetterQueue ? 0 : 1, row.name, row.id], total?.count ?? 0);
}

export function getQueueView(db: Sql, scope: Scope, id: string): Promise<QueueView | undefined> {
  return firstRow<QueueView>(
    db,
    sql`SELECT ${VIEW_COLUMNS} FROM queue q ${VIEW_JOINS} WHERE q.id = ${id} AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}`,
  );
}

/** The capture level, which nobody changes until the transaction ends. */
export async function holdCapture(tx: Sql, id: string): Promise<CaptureLevel | undefined> {
  return (await firstRow<{ capture: CaptureLevel }>(tx, sql`SELECT capture FROM queue WHERE id = ${id} FOR SHARE`))
    ?.capture;
}

export async function setQueueMode(db: Sql, id: string, mode: QueueMode, capture: CaptureLevel): Promise<void> {
  await execute(db, sql`UPDATE queue SET mode = ${mode}, capture = ${capture} WHERE id = ${id}`);
}

export interface VaultTerms {
  readonly vaultReason: string | null;
  readonly singleCopyReason: string | null;
  readonly needsSecondCopy: boolean;
}
/** Keeps what a person said when vault mode was turned on. */
export async function setVaultTerms(db: Sql, id: string, terms: VaultTerms): Promise<void> {
  await execute(
    db,
    sql`UPDATE queue SET vault_reason = ${terms.vaultReason}, single_copy_reason = ${terms.singleCopyReason}, needs_second_copy = ${terms.needsSecondCopy}
        WHERE id = ${id}`,
  );
}

export async function requestScan(db: Sql, id: string, at: Date, overrideReason: string | null): Promise<void> {
  await execute(
    db,
    sql`UPDATE queue SET scan_requested_at = ${at}, scan_override_reason = ${overrideReason} WHERE id = ${id}`,
  );
}
