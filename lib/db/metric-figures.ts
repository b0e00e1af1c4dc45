import type { Scope } from "@/lib/core/access/scope";
import { alertInScopeSql } from "./alert-scope";
import { CLASSES, OWNER } from "./class-filter";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";
import { classInScopeSql, inScopeSql, touchedSql } from "./scope";

/** A list that may be cut: the items, and how many there are in all. */
export interface Cut<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
}
function cut<T extends { readonly totalCount: number }>(found: readonly T[]): Cut<T> {
  return { items: found, totalCount: found[0]?.totalCount ?? 0 };
}

export interface QueueMetric {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly isDeadLetterQueue: boolean;
  readonly visible: number | null;
  readonly inFlight: number | null;
  readonly ageSeconds: number | null;
  readonly sampledAt: string | null;
}
/** Selected queues with their newest counters, null where not known: dead-letter queues and the fullest first. */
export async function listQueueMetrics(db: Sql, scope: Scope, limit: number): Promise<Cut<QueueMetric>> {
  const found = await rows<QueueMetric & { readonly totalCount: number }>(
    db,
    sql`SELECT q.name, a.name AS account, q.region, q.is_dead_letter_queue, s.visible, s.in_flight, s.age_seconds, s.sampled_at, count(*) OVER ()::int AS total_count
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL LEFT JOIN queue_state s ON s.queue_id = q.id
        WHERE q.deleted_at IS NULL AND q.is_selected AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}
        ORDER BY q.is_dead_letter_queue DESC, s.visible DESC NULLS LAST, q.id LIMIT ${limit}`,
  );
  return cut(found);
}

export interface PlaceMetric {
  readonly account: string;
  readonly region: string;
  /** Null when none of its dead-letter queues could be counted. */
  readonly deadLetters: number | null;
  readonly uncountedQueues: number;
  readonly isBlind: boolean;
}
/** Each account and Region: dead letters over all of its queues, also those that a list leaves out. */
export function listPlaceMetrics(db: Sql, scope: Scope): Promise<PlaceMetric[]> {
  return rows<PlaceMetric>(
    db,
    sql`SELECT a.name AS account, p.region, sum(s.visible)::int AS dead_letters, count(q.id) FILTER (WHERE s.visible IS NULL)::int AS uncounted_queues,
          coalesce(bool_or(r.status = 'blind'), false) AS is_blind
        FROM account a CROSS JOIN LATERAL unnest(a.regions) AS p(region) LEFT JOIN region_state r ON r.account_id = a.id AND r.region = p.region
        LEFT JOIN queue q ON q.account_id = a.id AND q.region = p.region AND q.is_dead_letter_queue AND q.is_selected AND q.deleted_at IS NULL
          AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}
        LEFT JOIN queue_state s ON s.queue_id = q.id
        WHERE a.removed_at IS NULL AND ${touchedSql(scope, sql`a.id`)} GROUP BY a.id, a.name, p.region ORDER BY a.name, p.region`,
  );
}

export interface ClassMetric {
  readonly number: number;
  readonly cause: string;
  readonly status: string;
  readonly record: string;
  readonly account: string;
  readonly region: string;
  readonly queue: string | null;
  readonly owner: string | null;
  readonly present: number;
  readonly total: number;
  readonly firstExpiryAt: string | null;
}
/** Classes that are not resolved, the fullest first. Their errors are no labels: they may quote what was in a message. */
export async function listClassMetrics(db: Sql, scope: Scope, limit: number): Promise<Cut<ClassMetric>> {
  const found = await rows<ClassMetric & { readonly totalCount: number }>(
    db,
    sql`SELECT c.number, c.cause_kind AS cause, c.status, c.record, a.name AS account, c.region, q.name AS queue, ${OWNER} AS owner,
          (c.present_count + coalesce(m.present, 0))::int AS present, c.total_count AS total, c.first_expiry_at, count(*) OVER ()::int AS total_count
        FROM ${CLASSES} JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL LEFT JOIN queue q ON q.id = c.queue_id
        LEFT JOIN LATERAL (SELECT sum(d.present) AS present FROM class_delta d WHERE d.class_id = c.id) m ON true
        WHERE c.merged_into IS NULL AND c.status <> 'resolved' AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}
        ORDER BY c.present_count DESC, c.id LIMIT ${limit}`,
  );
  return cut(found);
}

export interface AlertMetric {
  readonly state: "open" | "acknowledged";
  readonly severity: "page" | "notify";
  readonly count: number;
}
/** Alerts that are not over; every state and severity has its line, also with none. */
export function countAlertMetrics(db: Sql, scope: Scope): Promise<AlertMetric[]> {
  return rows<AlertMetric>(
    db,
    sql`SELECT t.state, v.severity, count(a.id)::int AS count FROM (VALUES ('open'), ('acknowledged')) AS t(state) CROSS JOIN (VALUES ('page'), ('notify')) AS v(severity)
        LEFT JOIN alert a ON a.state = t.state AND a.severity = v.severity AND a.resolved_at IS NULL AND ${alertInScopeSql(scope)}
        GROUP BY 1, 2 ORDER BY 1, 2`,
  );
}

export interface OfficeMetric {
  /** When the newest review was written; null: none yet. */
  readonly reviewWrittenAt: string | null;
  readonly openActions: number;
  readonly waitingNotifications: number;
  readonly deadNotifications: number;
}
/** What concerns the whole installation, for who sees all of it. */
export async function readOfficeMetrics(db: Sql): Promise<OfficeMetric> {
  const found = await firstRow<OfficeMetric>(
    db,
    sql`SELECT (SELECT max(written_at) FROM review WHERE NOT is_partial) AS review_written_at,
          (SELECT count(*)::int FROM review_action WHERE state = 'open') AS open_actions,
          (SELECT count(*)::int FROM notification WHERE state IN ('waiting', 'sending')) AS waiting_notifications,
          (SELECT count(*)::int FROM notification WHERE state = 'dead') AS dead_notifications`,
  );
  if (!found) throw new Error("counts without a row");
  return found;
}
