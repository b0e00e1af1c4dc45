import type { Scope } from "@/lib/core/access/scope";
import type { AlertState } from "@/lib/core/alerts/alert";
import { CONDITIONS, type Condition, type Severity } from "@/lib/core/alerts/reason";
import { alertInScopeSql, hiddenReasonsSql, reasonInScopeSql } from "./alert-scope";
import type { Prisma, Sql } from "./connect";
import { livingClass } from "./living-class";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "./page";
import { firstRow, joinSql, noSql, rows, sql } from "./query";

export interface AlertFilter extends PageRequest {
  readonly state?: AlertState | "unresolved" | undefined;
  readonly severity?: Severity | undefined;
  readonly condition?: Condition | undefined;
  readonly owner?: string | undefined;
  readonly accountId?: string | undefined;
  readonly pipelineId?: string | undefined;
  readonly classId?: string | undefined;
  readonly paged?: boolean | undefined;
  readonly noise?: boolean | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Where an alert stands in the list: what is not over by its gravity, the rest by when it began. */
interface Place {
  readonly id: string;
  readonly isOver: number;
  readonly severityRank: number;
  readonly conditionRank: number;
  readonly openedAt: string;
}
type Key = readonly [number, number, number, string, string];

/** Behind every condition: nothing of it that one may see holds. */
const LAST_RANK = CONDITIONS.length + 1;
const BEFORE_ALL: Key = [0, -1, 0, "1970-01-01T00:00:00.000Z", ""];

/**
 * Ids of alerts in the scope: those that are not over first, pages before the rest, by the gravest of the reasons that hold
 * and may be seen, newest first. Only what is not over is ranked, so a long past costs nothing.
 */
export async function listAlertIds(db: Sql, scope: Scope, filter: AlertFilter): Promise<Page<{ id: string }>> {
  const after: Key = decodeCursor(filter.cursor, ["count", "count", "count", "time", "text"]) ?? BEFORE_ALL;
  const where = matching(scope, filter);
  const wanted = filter.limit + 1;
  const living = after[0] === 0 && filter.state !== "resolved" ? await listLiving(db, scope, where, after, wanted) : [];
  const rest = wanted - living.length;
  const isLivingOnly = filter.state !== undefined && filter.state !== "resolved";
  const over = rest > 0 && !isLivingOnly ? await listOver(db, where, after, rest) : [];
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM alert a WHERE ${where}`);
  const found = [...living, ...over];
  const last = found.at(filter.limit - 1);
  const more = found.length > filter.limit && last;
  const keyOf = (one: Place) => [one.isOver, one.severityRank, one.conditionRank, one.openedAt, one.id];
  return {
    items: found.slice(0, filter.limit).map(({ id }) => ({ id })),
    nextCursor: more ? encodeCursor(keyOf(last)) : null,
    totalCount: total?.count ?? 0,
  };
}

function listLiving(db: Sql, scope: Scope, where: Prisma.Sql, after: Key, limit: number): Promise<Place[]> {
  const [, severity, condition, at, id] = after;
  return rows<Place>(
    db,
    sql`SELECT k.id, 0 AS is_over, k.severity_rank, k.condition_rank, k.opened_at FROM (
          SELECT a.id, a.opened_at, (a.severity <> 'page')::int AS severity_rank, coalesce(x.rank, ${LAST_RANK})::int AS condition_rank FROM alert a
          CROSS JOIN LATERAL (SELECT min(array_position(${[...CONDITIONS]}::text[], r.condition)) AS rank FROM alert_reason r
            WHERE r.alert_id = a.id AND r.resolved_at IS NULL AND ${reasonInScopeSql(scope)}) x
          WHERE a.resolved_at IS NULL AND ${where}) k
        WHERE (k.severity_rank, k.condition_rank, 'epoch'::timestamptz - k.opened_at, k.id)
          > (${severity}::int, ${condition}::int, 'epoch'::timestamptz - ${at}::timestamptz, ${id}::text)
        ORDER BY k.severity_rank, k.condition_rank, 'epoch'::timestamptz - k.opened_at, k.id LIMIT ${limit}`,
  );
}

function listOver(db: Sql, where: Prisma.Sql, [isOver, , , at, id]: Key, limit: number): Promise<Place[]> {
  const following = isOver === 1 ? sql`AND (a.opened_at, a.id) < (${at}::timestamptz, ${id}::text)` : noSql;
  return rows<Place>(
    db,
    sql`SELECT a.id, 1 AS is_over, 0 AS severity_rank, 0 AS condition_rank, a.opened_at FROM alert a
        WHERE a.resolved_at IS NOT NULL AND ${where} ${following} ORDER BY a.opened_at DESC, a.id DESC LIMIT ${limit}`,
  );
}

function matching(scope: Scope, filter: AlertFilter): Prisma.Sql {
  const { state, owner } = filter;
  const given = [
    state === "unresolved" && sql`a.resolved_at IS NULL`,
    state && state !== "unresolved" && sql`a.state = ${state}`,
    filter.severity && sql`a.severity = ${filter.severity}`,
    owner && sql`lower(a.owner) = lower(${owner}) AND coalesce(${hiddenReasonsSql(scope)}, 0) = 0`,
    filter.paged !== undefined && sql`(a.paged_at IS NOT NULL) = ${filter.paged}`,
    filter.noise !== undefined && sql`(a.noise_at IS NOT NULL) = ${filter.noise}`,
    filter.from && sql`a.opened_at >= ${filter.from}::timestamptz`,
    filter.until && sql`a.opened_at < ${filter.until}::timestamptz`,
    reasonMatching(scope, filter),
  ].flatMap((condition) => condition || []);
  return joinSql([alertInScopeSql(scope), ...given], " AND ");
}

/** One visible reason that is all of it: an account and a condition are those of the same reason. */
function reasonMatching(scope: Scope, filter: AlertFilter): Prisma.Sql | undefined {
  const given = [
    filter.condition && sql`r.condition = ${filter.condition}`,
    filter.accountId && sql`r.account_id = ${filter.accountId}`,
    filter.pipelineId && sql`${filter.pipelineId} = ANY(r.pipeline_ids)`,
    filter.classId && sql`r.class_id = ${livingClass(filter.classId)}`,
  ].flatMap((condition) => condition || []);
  if (given.length === 0) return undefined;
  return sql`EXISTS (SELECT 1 FROM alert_reason r WHERE r.alert_id = a.id AND ${joinSql(given, " AND ")} AND ${reasonInScopeSql(scope)})`;
}

export interface AlertCounts {
  readonly openCount: number;
  readonly acknowledgedCount: number;
}
export async function countAlerts(db: Sql, scope: Scope): Promise<AlertCounts> {
  const row = await firstRow<AlertCounts>(
    db,
    sql`SELECT count(*) FILTER (WHERE a.state = 'open')::int AS open_count, count(*) FILTER (WHERE a.state = 'acknowledged')::int AS acknowledged_count
        FROM alert a WHERE a.resolved_at IS NULL AND ${alertInScopeSql(scope)}`,
  );
  return row ?? { openCount: 0, acknowledgedCount: 0 };
}

/** When the conditions were looked at last with success; null before the first time. */
export async function lastJudgedAt(db: Sql): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT max(succeeded_at) AS at FROM poller_state WHERE poller = 'judgeAlerts'`,
  );
  return row?.at ?? null;
}
