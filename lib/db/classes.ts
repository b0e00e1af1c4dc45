import type { Scope } from "@/lib/core/access/scope";
import type { ClassStatus } from "@/lib/core/failures/class-status";
import type { ClassEvidence } from "@/lib/core/failures/evidence/evidence";
import type { SnoozeKind } from "@/lib/core/failures/lifecycle/snooze";
import type { RuleGrouping } from "@/lib/core/failures/rules/apply";
import { CLASSES, type ClassFilter, type ClassListView, IS_OPEN, matchingClasses, OWNER, VIEWS } from "./class-filter";
import { IS_LOSING, RANK } from "./class-rank";
import { IS_ACKNOWLEDGED, IS_SNOOZED } from "./class-triage";
import type { Prisma, Sql } from "./connect";
import { ONE_NOW } from "./one-now";
import { decodeCursor, type Page, pageFrom } from "./page";
import { pipelinesOfClassSql } from "./pipeline-classes";
import { firstRow, rows, sql } from "./query";
import { classInScopeSql, queueInScopeSql } from "./scope";

export interface ClassView {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly isProduction: boolean;
  readonly region: string;
  readonly record: "messages" | "executions" | "count-only";
  readonly queueId: string | null;
  readonly queueName: string | null;
  readonly queueArn: string | null;
  readonly retentionSeconds: number | null;
  readonly anchorArn: string;
  readonly anchorPart: string | null;
  readonly grouping: RuleGrouping | null;
  readonly owner: string | null;
  readonly originKind: string;
  readonly wayBack: string;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly classifier: string;
  readonly normalisedError: string;
  readonly title: string;
  readonly messageType: string;
  readonly consumerVersion: string | null;
  readonly status: ClassStatus;
  readonly statusAt: string;
  readonly statusReason: string | null;
  readonly assignee: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly snoozeKind: SnoozeKind | null;
  readonly snoozedAt: string | null;
  readonly snoozedBy: string | null;
  readonly snoozeUntil: string | null;
  readonly snoozeMoreCount: number | null;
  readonly snoozeFromTotal: number | null;
  readonly wokenAt: string | null;
  readonly wakeReason: string | null;
  readonly dismissedAt: string | null;
  readonly dismissedBy: string | null;
  readonly dismissReason: string | null;
  readonly dismissedFromTotal: number | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly totalCount: number;
  readonly bounceCount: number;
  readonly presentCount: number;
  readonly vaultedCount: number;
  readonly probablyExpiredCount: number;
  readonly likelyBystanderCount: number;
  readonly evidence: ClassEvidence | null;
  readonly runbookUrl: string | null;
  readonly firstExpiryAt: string | null;
  readonly perHour: number | null;
  readonly sparkline: (number | null)[];
  readonly lastRun: {
    id: string;
    number: number;
    state: string;
    action: string;
    gone: number;
    returned: number;
    unknown: number;
  } | null;
  readonly pipelines: { id: string; name: string }[];
}

const TRIAGE = sql`t.assignee, CASE WHEN ${IS_ACKNOWLEDGED} THEN t.acknowledged_at END AS acknowledged_at, t.acknowledged_by,
  CASE WHEN ${IS_SNOOZED} THEN t.snooze_kind END AS snooze_kind, t.snoozed_at, t.snoozed_by, t.snooze_until, t.snooze_more_count, t.snooze_from_total,
  t.woken_at, t.wake_reason, t.dismissed_at, t.dismissed_by, t.dismiss_reason, t.dismissed_from_total`;
const COLUMNS = sql`c.id, c.number, c.account_id, a.name AS account_name, a.is_production, c.region, c.record, c.evidence, c.runbook_url, c.queue_id, q.name AS queue_name, q.arn AS queue_arn,
  q.retention_seconds, c.anchor_arn, c.anchor_part, c.grouping,
  ${OWNER} AS owner, ${TRIAGE}, c.origin_kind, c.way_back, c.cause_kind, c.cause_reason, c.classifier, c.normalised_error, c.title, c.message_type, c.consumer_version,
  c.status, c.status_at, c.status_reason, c.first_seen_at, c.last_seen_at, c.total_count, c.bounce_count, (c.present_count + coalesce(m.present, 0))::int AS present_count,
  (c.expired_count + coalesce(m.expired, 0))::int AS probably_expired_count, (c.bystander_count + coalesce(m.bystanders, 0))::int AS likely_bystander_count,
  c.first_expiry_at, (SELECT count(*)::int FROM failed_message v WHERE v.class_id = c.id AND v.state = 'vaulted') AS vaulted_count,
  CASE WHEN r.status = 'blind' OR q.mode = 'off' OR (c.record <> 'messages' AND coalesce(u.until < ${ONE_NOW} - interval '30 minutes', true)) THEN NULL ELSE coalesce(h.last_hour, 0)::int END AS per_hour,
  coalesce(h.hours, '[]'::json) AS sparkline, l.run AS last_run, pl.list AS pipelines`;
/** What stands beside a class `c`. A run of its whole queue is told only to who sees the queue. */
const joins = (scope: Scope) => sql`JOIN account a ON a.id = c.account_id LEFT JOIN queue q ON q.id = c.queue_id
  LEFT JOIN region_state r ON r.account_id = c.account_id AND r.region = c.region
  LEFT JOIN unrecorded_look u ON c.record <> 'messages' AND u.account_id = c.account_id AND u.region = c.region
    AND u.part = CASE c.record WHEN 'executions' THEN 'executions' ELSE 'metrics' END
  LEFT JOIN LATERAL (SELECT sum(d.present) AS present, sum(d.expired) AS expired, sum(d.bystanders) AS bystanders
    FROM class_delta d WHERE d.class_id = c.id) m ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(CASE WHEN s.n IS NOT NULL THEN s.n WHEN w.hour >= date_trunc('hour', coalesce(q.first_scan_at, c.first_seen_at)) AND (c.record = 'messages' OR w.hour < u.until) THEN 0 END ORDER BY w.hour) AS hours,
      sum(s.recent) AS last_hour
    FROM generate_series(date_trunc('hour', ${ONE_NOW}) - interval '23 hours', date_trunc('hour', ${ONE_NOW}), interval '1 hour') AS w(hour)
    LEFT JOIN (SELECT date_trunc('hour', b.bucket) AS hour, sum(b.count) AS n, sum(b.count) FILTER (WHERE b.bucket > ${ONE_NOW} - interval '1 hour') AS recent
      FROM series.class_arrival b WHERE b.class_id = c.id AND b.bucket >= date_trunc('hour', ${ONE_NOW}) - interval '23 hours' GROUP BY 1) s USING (hour)) h ON true
  LEFT JOIN LATERAL (
    SELECT json_build_object('id', x.id, 'number', x.number, 'state', x.state, 'action', x.action,
        'gone', (SELECT count(*) FROM run_item i WHERE i.run_id = x.id AND i.outcome = 'gone'),
        'returned', (SELECT count(*) FROM run_item i WHERE i.run_id = x.id AND i.outcome = 'returned'),
        'unknown', (SELECT count(*) FROM run_item i WHERE i.run_id = x.id AND i.outcome = 'unknown')) AS run
    FROM run x WHERE x.class_id = c.id OR (x.class_id IS NULL AND x.queue_id = c.queue_id AND x.driver = 'move-task'
        AND ${queueInScopeSql(scope, sql`x.account_id`, sql`x.queue_id`)}) ORDER BY x.requested_at DESC LIMIT 1) l ON true
  CROSS JOIN LATERAL (${pipelinesOfClassSql(scope)}) pl`;

/** Failure classes: those that lose for good first, then by when the first message is lost; the rest follows, newest first. */
export async function listClasses(db: Sql, scope: Scope, filter: ClassFilter): Promise<Page<ClassView>> {
  const [afterRank, afterSeen, afterId] = decodeCursor(filter.cursor, ["time?", "time", "text"]) ?? [null, null, null];
  const matching = matchingClasses(scope, filter);
  const found = await rows<ClassView & { readonly matchingCount: number; readonly rankAt: string | null }>(
    db,
    sql`WITH matching AS MATERIALIZED (
          SELECT c.id, ${RANK} AS rank_at, 'epoch'::timestamptz - c.last_seen_at AS unseen_for FROM ${CLASSES} WHERE ${matching}),
        chosen AS MATERIALIZED (
          SELECT m.id, m.rank_at FROM matching m WHERE ${afterId}::text IS NULL OR (m.rank_at, m.unseen_for, m.id)
            > (${afterRank ?? "infinity"}::timestamptz, 'epoch'::timestamptz - ${afterSeen}::timestamptz, ${afterId}::text)
          ORDER BY m.rank_at, m.unseen_for, m.id LIMIT ${filter.limit + 1})
        SELECT ${COLUMNS}, nullif(chosen.rank_at, 'infinity') AS rank_at, (SELECT count(*)::int FROM matching) AS matching_count
        FROM chosen JOIN failure_class c ON c.id = chosen.id LEFT JOIN class_triage t ON t.class_id = c.id ${joins(scope)}
        ORDER BY chosen.rank_at, c.last_seen_at DESC, c.id`,
  );
  const total = found[0]?.matchingCount ?? (await countMatching(db, matching));
  return pageFrom(found, filter.limit, (row) => [row.rankAt, row.lastSeenAt, row.id], total);
}

/** A page that is empty does not say how many there are on the pages before. */
async function countMatching(db: Sql, matching: Prisma.Sql): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM ${CLASSES} WHERE ${matching}`,
  );
  return row?.count ?? 0;
}

/** These classes, in no order. */
export function listClassesByIds(db: Sql, scope: Scope, ids: readonly string[]): Promise<ClassView[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return rows<ClassView>(
    db,
    sql`SELECT ${COLUMNS} FROM ${CLASSES} ${joins(scope)} WHERE c.id = ANY(${[...ids]}::text[]) AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  );
}

/** One class by its id, or by the id of a class that was merged into it. */
export function getClass(db: Sql, scope: Scope, id: string): Promise<ClassView | undefined> {
  return firstRow<ClassView>(
    db,
    sql`SELECT ${COLUMNS} FROM ${CLASSES} ${joins(scope)} WHERE c.id = (SELECT coalesce(x.merged_into, x.id) FROM failure_class x WHERE x.id = ${id}) AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  );
}

export interface ArrivalPoint {
  readonly at: string;
  readonly count: number | null;
}
/** Arrivals of a class in buckets without holes; null before the queue was ever read. */
export function listArrivals(
  db: Sql,
  classId: string,
  from: Date,
  until: Date,
  widthSeconds: number,
): Promise<ArrivalPoint[]> {
  return rows<ArrivalPoint>(
    db,
    sql`WITH known AS (SELECT date_bin(make_interval(secs => ${widthSeconds}), bucket, 'epoch') AS at, sum(count)::int AS count
                       FROM series.class_arrival WHERE class_id = ${classId} AND bucket >= ${from} GROUP BY 1)
        SELECT t.at, CASE WHEN k.count IS NOT NULL THEN k.count WHEN t.at >= date_bin(make_interval(secs => ${widthSeconds}), coalesce(q.first_scan_at, c.first_seen_at), 'epoch') THEN 0 END AS count
        FROM failure_class c LEFT JOIN queue q ON q.id = c.queue_id
        CROSS JOIN generate_series(date_bin(make_interval(secs => ${widthSeconds}), ${from}::timestamptz, 'epoch'), ${until}::timestamptz, make_interval(secs => ${widthSeconds})) AS t(at)
        LEFT JOIN known k ON k.at = t.at WHERE c.id = ${classId} ORDER BY t.at`,
  );
}

export interface ClassCounts {
  readonly newCount: number;
  readonly ongoingCount: number;
  readonly escalatingCount: number;
  readonly regressedCount: number;
  readonly backlogCount: number;
  readonly resolvedCount: number;
  readonly snoozedCount: number;
  readonly dismissedCount: number;
  readonly classCount: number;
  readonly needsActionCount: number;
  /** Open ones that lost something for good within a day. */
  readonly losingCount: number;
}
/** Each class is counted once: by its status, unless it is snoozed or dismissed. */
export async function countClasses(
  db: Sql,
  scope: Scope,
  filter: { accountId?: string | undefined; region?: string | undefined },
): Promise<ClassCounts> {
  const open = (status: ClassStatus) => sql`count(*) FILTER (WHERE c.status = ${status} AND ${IS_OPEN})::int`;
  const inView = (view: ClassListView) => sql`count(*) FILTER (WHERE ${VIEWS[view]})::int`;
  const row = await firstRow<ClassCounts>(
    db,
    sql`SELECT ${open("new")} AS new_count, ${open("ongoing")} AS ongoing_count, ${open("escalating")} AS escalating_count,
          ${open("regressed")} AS regressed_count, ${inView("backlog")} AS backlog_count, ${inView("resolved")} AS resolved_count,
          ${inView("snoozed")} AS snoozed_count, ${inView("dismissed")} AS dismissed_count, count(*)::int AS class_count,
          ${inView("needs-action")} AS needs_action_count, count(*) FILTER (WHERE ${IS_LOSING} AND ${IS_OPEN})::int AS losing_count
        FROM ${CLASSES} WHERE ${matchingClasses(scope, { ...filter, view: "all" })}`,
  );
  if (!row) throw new Error("an aggregate without a row");
  return row;
}
