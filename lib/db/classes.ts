import type { Scope } from "@/lib/core/actor";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ClassView {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly isProduction: boolean;
  readonly region: string;
  readonly queueId: string;
  readonly queueName: string;
  readonly queueArn: string;
  readonly retentionSeconds: number;
  readonly anchorArn: string;
  readonly owner: string | null;
  readonly originKind: string;
  readonly wayBack: string;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly classifier: string;
  readonly normalisedError: string;
  readonly title: string;
  readonly messageType: string;
  readonly status: "new" | "ongoing" | "backlog" | "resolved";
  readonly statusAt: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly totalCount: number;
  readonly presentCount: number;
  readonly probablyExpiredCount: number;
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
}

const COLUMNS = sql`c.id, c.number, c.account_id, a.name AS account_name, a.is_production, c.region, c.queue_id, q.name AS queue_name, q.arn AS queue_arn,
  q.retention_seconds, c.anchor_arn,
  coalesce((SELECT w.owner FROM ownership w WHERE w.arn = c.anchor_arn), (SELECT w.owner FROM ownership w WHERE w.arn = q.arn)) AS owner, c.origin_kind, c.way_back, c.cause_kind, c.cause_reason, c.classifier, c.normalised_error, c.title, c.message_type,
  c.status, c.status_at, c.first_seen_at, c.last_seen_at, c.total_count, coalesce(m.present, 0)::int AS present_count,
  coalesce(m.expired, 0)::int AS probably_expired_count, m.first_expiry_at,
  CASE WHEN r.status = 'blind' OR q.mode = 'off' THEN NULL ELSE coalesce(h.last_hour, 0)::int END AS per_hour,
  coalesce(h.hours, '[]'::json) AS sparkline, l.run AS last_run`;
const JOINS = sql`JOIN account a ON a.id = c.account_id JOIN queue q ON q.id = c.queue_id
  LEFT JOIN region_state r ON r.account_id = c.account_id AND r.region = c.region
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE f.state = 'present') AS present, count(*) FILTER (WHERE f.state = 'probably-expired') AS expired,
      min(f.expires_at) FILTER (WHERE f.state = 'present') AS first_expiry_at
    FROM failed_message f WHERE f.class_id = c.id) m ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(CASE WHEN s.n IS NOT NULL THEN s.n WHEN t.hour >= date_trunc('hour', q.first_scan_at) THEN 0 END ORDER BY t.hour) AS hours,
      sum(s.recent) AS last_hour
    FROM generate_series(date_trunc('hour', dlo_now()) - interval '23 hours', date_trunc('hour', dlo_now()), interval '1 hour') AS t(hour)
    LEFT JOIN LATERAL (SELECT sum(b.count) AS n, sum(b.count) FILTER (WHERE b.bucket > dlo_now() - interval '1 hour') AS recent
      FROM series.class_arrival b WHERE b.class_id = c.id AND b.bucket >= t.hour AND b.bucket < t.hour + interval '1 hour') s ON true) h ON true
  LEFT JOIN LATERAL (
    SELECT json_build_object('id', x.id, 'number', x.number, 'state', x.state, 'action', x.action,
        'gone', (SELECT count(*) FROM run_item i WHERE i.run_id = x.id AND i.outcome = 'gone'),
        'returned', (SELECT count(*) FROM run_item i WHERE i.run_id = x.id AND i.outcome = 'returned'),
        'unknown', (SELECT count(*) FROM run_item i WHERE i.run_id = x.id AND i.outcome = 'unknown')) AS run
    FROM run x WHERE x.class_id = c.id OR (x.class_id IS NULL AND x.queue_id = c.queue_id AND x.driver = 'move-task') ORDER BY x.requested_at DESC LIMIT 1) l ON true`;

export interface ClassFilter extends PageRequest {
  readonly view: "needs-action" | "all" | "backlog" | "resolved";
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly queueId?: string | undefined;
}

const STATUSES = {
  "needs-action": ["new", "ongoing"],
  all: ["new", "ongoing", "backlog", "resolved"],
  backlog: ["backlog"],
  resolved: ["resolved"],
} as const;

/** A backlog pages nobody, but a message of it that dies within a day needs somebody like any other. */
const IS_ABOUT_TO_LOSE = sql`EXISTS (SELECT 1 FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present' AND f.expires_at < dlo_now() + interval '24 hours')`;

function matching(scope: Scope, filter: Omit<ClassFilter, keyof PageRequest>): Prisma.Sql {
  return sql`${inScopeSql(scope, sql`c.account_id`)} AND (c.status = ANY(${[...STATUSES[filter.view]]}::text[])
      OR (${filter.view === "needs-action"} AND c.status = 'backlog' AND ${IS_ABOUT_TO_LOSE}))
    AND EXISTS (SELECT 1 FROM account x WHERE x.id = c.account_id AND x.removed_at IS NULL)
    AND (${filter.accountId ?? null}::text IS NULL OR c.account_id = ${filter.accountId ?? null})
    AND (${filter.region ?? null}::text IS NULL OR c.region = ${filter.region ?? null})
    AND (${filter.queueId ?? null}::text IS NULL OR c.queue_id = ${filter.queueId ?? null})`;
}

/** Failure classes, the first to lose a message first; those with nothing to lose follow, newest first. */
export async function listClasses(db: Sql, scope: Scope, filter: ClassFilter): Promise<Page<ClassView>> {
  const [afterExpiry, afterSeen, afterId] = decodeCursor(filter.cursor, 3) ?? [null, null, null];
  const found = await rows<ClassView>(
    db,
    sql`SELECT ${COLUMNS} FROM failure_class c ${JOINS}
        WHERE ${matching(scope, filter)} AND (${afterId}::text IS NULL
          OR (coalesce(m.first_expiry_at, 'infinity'), dlo_now() - c.last_seen_at, c.id) > (${afterExpiry ?? "infinity"}::timestamptz, dlo_now() - ${afterSeen}::timestamptz, ${afterId}::text))
        ORDER BY coalesce(m.first_expiry_at, 'infinity'), c.last_seen_at DESC, c.id LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failure_class c WHERE ${matching(scope, filter)}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.firstExpiryAt, row.lastSeenAt, row.id], total?.count ?? 0);
}

/** One class by its id, or by the id of a class that was merged into it. */
export function getClass(db: Sql, scope: Scope, id: string): Promise<ClassView | undefined> {
  return firstRow<ClassView>(
    db,
    sql`SELECT ${COLUMNS} FROM failure_class c ${JOINS} WHERE c.id = ${id} AND ${inScopeSql(scope, sql`c.account_id`)}`,
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
        SELECT t.at, CASE WHEN k.count IS NOT NULL THEN k.count WHEN t.at >= date_bin(make_interval(secs => ${widthSeconds}), q.first_scan_at, 'epoch') THEN 0 END AS count
        FROM failure_class c JOIN queue q ON q.id = c.queue_id
        CROSS JOIN generate_series(date_bin(make_interval(secs => ${widthSeconds}), ${from}::timestamptz, 'epoch'), ${until}::timestamptz, make_interval(secs => ${widthSeconds})) AS t(at)
        LEFT JOIN known k ON k.at = t.at WHERE c.id = ${classId} ORDER BY t.at`,
  );
}

export interface ClassCounts {
  readonly newCount: number;
  readonly ongoingCount: number;
  readonly backlogCount: number;
  readonly resolvedCount: number;
  readonly needsActionCount: number;
}
export async function countClasses(
  db: Sql,
  scope: Scope,
  filter: { accountId?: string | undefined; region?: string | undefined },
): Promise<ClassCounts> {
  const found = await rows<{ status: string; count: number }>(
    db,
    sql`SELECT c.status, count(*)::int AS count FROM failure_class c WHERE ${matching(scope, { ...filter, view: "all" })} GROUP BY 1`,
  );
  const needs = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failure_class c WHERE ${matching(scope, { ...filter, view: "needs-action" })}`,
  );
  const of = (status: string) => found.find((row) => row.status === status)?.count ?? 0;
  return {
    newCount: of("new"),
    ongoingCount: of("ongoing"),
    backlogCount: of("backlog"),
    resolvedCount: of("resolved"),
    needsActionCount: needs?.count ?? 0,
  };
}
