import type { NowStatus } from "@/lib/core/executions/now-status";
import type { BadEnd } from "@/lib/core/failures/unrecorded/families/executions";
import type { Prisma, Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, rows, sql } from "./query";
import type { BucketCount, LossPlace } from "./unrecorded";

export interface ExecutionKey {
  readonly arn: string;
  readonly stoppedAt: Date;
}

/** Of these endings those that we have not got yet. */
export async function findUnknownExecutions<T extends ExecutionKey>(db: Sql, listed: readonly T[]): Promise<T[]> {
  if (listed.length === 0) return [];
  const known = await rows<{ executionArn: string; stoppedAt: string }>(
    db,
    sql`SELECT execution_arn, stopped_at FROM failed_execution WHERE execution_arn = ANY(${listed.map((l) => l.arn)}::text[])`,
  );
  const keys = new Set(known.map(({ executionArn, stoppedAt }) => `${executionArn} ${stoppedAt}`));
  return listed.filter(({ arn, stoppedAt }) => !keys.has(`${arn} ${stoppedAt.toISOString()}`));
}

export interface SeenExecution extends ExecutionKey {
  readonly name: string;
  readonly startedAt: Date;
  readonly error: string | null;
  readonly cause: string | null;
  /** It was asked what it says. */
  readonly isRead: boolean;
  readonly isBacklog: boolean;
  /** What else Step Functions said of it; null when it was not asked. */
  readonly sight: ExecutionSight | null;
  readonly lookAt: Date | null;
}

/** How an execution stood when it was described. */
export interface ExecutionSight {
  readonly nowStatus: NowStatus;
  /** Null where nobody knows. */
  readonly failedState: string | null;
  readonly aliasArn: string | null;
  readonly redriveStatus: string | null;
  readonly redriveReason: string | null;
  readonly redriveCount: number | null;
  readonly redrivenAt: Date | null;
}

/** Keeps executions of one class; returns when those stopped that were really new. */
export async function insertExecutions(
  tx: Tx,
  place: LossPlace & { readonly machineArn: string; readonly end: BadEnd; readonly classId: string },
  seen: readonly SeenExecution[],
): Promise<string[]> {
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  const added = await rows<{ stoppedAt: string }>(
    tx,
    sql`INSERT INTO failed_execution (execution_arn, stopped_at, account_id, region, machine_arn, class_id, name, status, started_at, error, cause, is_read, is_backlog, seen_at,
          failed_state, alias_arn, redrive_status, redrive_reason, redrive_count, redriven_at, now_status, looked_at, look_at)
        SELECT g.arn, g.stopped_at, ${place.accountId}, ${place.region}, ${place.machineArn}, ${place.classId}, g.name, ${place.end}, g.started_at, g.error, g.cause, g.is_read, g.is_backlog, dlo_now(),
          g.failed_state, g.alias_arn, g.redrive_status, g.redrive_reason, g.redrive_count, g.redriven_at, g.now_status, CASE WHEN g.is_asked THEN dlo_now() END, g.look_at
        FROM unnest(${seen.map((s) => s.arn)}::text[], ${seen.map((s) => s.stoppedAt.toISOString())}::timestamptz[], ${seen.map((s) => s.name)}::text[],
          ${seen.map((s) => s.startedAt.toISOString())}::timestamptz[], ${seen.map((s) => s.error)}::text[], ${seen.map((s) => s.cause)}::text[],
          ${seen.map((s) => s.isRead)}::boolean[], ${seen.map((s) => s.isBacklog)}::boolean[], ${seen.map((s) => s.sight?.failedState ?? null)}::text[],
          ${seen.map((s) => s.sight?.aliasArn ?? null)}::text[], ${seen.map((s) => s.sight?.redriveStatus ?? null)}::text[], ${seen.map((s) => s.sight?.redriveReason ?? null)}::text[],
          ${seen.map((s) => s.sight?.redriveCount ?? null)}::int[], ${seen.map((s) => iso(s.sight?.redrivenAt))}::timestamptz[], ${seen.map((s) => s.sight?.nowStatus ?? "failed")}::text[],
          ${seen.map((s) => s.sight !== null)}::boolean[], ${seen.map((s) => iso(s.lookAt))}::timestamptz[])
          AS g(arn, stopped_at, name, started_at, error, cause, is_read, is_backlog, failed_state, alias_arn, redrive_status, redrive_reason, redrive_count, redriven_at, now_status, is_asked, look_at)
        ON CONFLICT (execution_arn, stopped_at) DO NOTHING RETURNING stopped_at`,
  );
  return added.map(({ stoppedAt }) => stoppedAt);
}

/** How many of a machine's executions that ended so are kept, by the five minutes in which they stopped. */
export function countKeptExecutions(
  db: Sql,
  { machineArn, end }: { readonly machineArn: string; readonly end: BadEnd },
  since: Date,
): Promise<BucketCount[]> {
  return rows<BucketCount>(
    db,
    sql`SELECT date_bin('5 minutes', stopped_at, 'epoch') AS at, count(*)::int AS count FROM failed_execution
        WHERE machine_arn = ${machineArn} AND status = ${end} AND stopped_at >= ${since} GROUP BY 1`,
  );
}

export interface ExecutionRow {
  readonly executionArn: string;
  readonly name: string;
  readonly status: BadEnd;
  readonly startedAt: string;
  readonly stoppedAt: string;
  readonly error: string | null;
  readonly cause: string | null;
  readonly isRead: boolean;
  readonly isBacklog: boolean;
  readonly failedState: string | null;
  readonly redriveStatus: string | null;
  readonly redriveReason: string | null;
  readonly redriveCount: number | null;
  readonly redrivenAt: string | null;
  readonly nowStatus: NowStatus;
  readonly lookedAt: string | null;
}
/** Executions of a class and of those merged into it, newest first. */
export async function listExecutions(db: Sql, classId: string, page: PageRequest): Promise<Page<ExecutionRow>> {
  const [afterStop, afterArn] = decodeCursor(page.cursor, ["time", "text"]) ?? [null, null];
  const ofClass = ofClassSql(classId);
  const found = await rows<ExecutionRow>(
    db,
    sql`SELECT e.execution_arn, e.name, e.status, e.started_at, e.stopped_at, e.error, e.cause, e.is_read, e.is_backlog,
          e.failed_state, e.redrive_status, e.redrive_reason, e.redrive_count, e.redriven_at, e.now_status, e.looked_at FROM failed_execution e
        WHERE ${ofClass} AND (${afterArn}::text IS NULL OR (e.stopped_at, e.execution_arn) < (${afterStop}::timestamptz, ${afterArn}::text))
        ORDER BY e.stopped_at DESC, e.execution_arn DESC LIMIT ${page.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failed_execution e WHERE ${ofClass}`,
  );
  return pageFrom(found, page.limit, (row) => [row.stoppedAt, row.executionArn], total?.count ?? 0);
}

/** The condition on executions `e`: of a class, and of those merged into it. */
export function ofClassSql(classId: string): Prisma.Sql {
  return sql`e.class_id IN (SELECT c.id FROM failure_class c JOIN failure_class x ON coalesce(c.merged_into, c.id) = coalesce(x.merged_into, x.id) WHERE x.id = ${classId})`;
}

export interface StateCount {
  /** Null: it was not asked, or did not tell. */
  readonly state: string | null;
  readonly count: number;
}
/** In which states executions of a class failed, the most frequent first. */
export function countFailedStates(db: Sql, classId: string): Promise<StateCount[]> {
  return rows<StateCount>(
    db,
    sql`SELECT e.failed_state AS state, count(*)::int AS count FROM failed_execution e WHERE ${ofClassSql(classId)} GROUP BY 1 ORDER BY (e.failed_state IS NULL), 2 DESC, 1 LIMIT 20`,
  );
}
