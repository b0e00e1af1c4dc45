import type { BadEnd } from "@/lib/core/failures/unrecorded/families/executions";
import type { Sql, Tx } from "./connect";
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
}

/** Keeps executions of one class; returns when those stopped that were really new. */
export async function insertExecutions(
  tx: Tx,
  place: LossPlace & { readonly machineArn: string; readonly end: BadEnd; readonly classId: string },
  seen: readonly SeenExecution[],
): Promise<string[]> {
  const added = await rows<{ stoppedAt: string }>(
    tx,
    sql`INSERT INTO failed_execution (execution_arn, stopped_at, account_id, region, machine_arn, class_id, name, status, started_at, error, cause, is_read, is_backlog, seen_at)
        SELECT g.arn, g.stopped_at, ${place.accountId}, ${place.region}, ${place.machineArn}, ${place.classId}, g.name, ${place.end}, g.started_at, g.error, g.cause, g.is_read, g.is_backlog, dlo_now()
        FROM unnest(${seen.map((s) => s.arn)}::text[], ${seen.map((s) => s.stoppedAt.toISOString())}::timestamptz[], ${seen.map((s) => s.name)}::text[],
          ${seen.map((s) => s.startedAt.toISOString())}::timestamptz[], ${seen.map((s) => s.error)}::text[], ${seen.map((s) => s.cause)}::text[],
          ${seen.map((s) => s.isRead)}::boolean[], ${seen.map((s) => s.isBacklog)}::boolean[]) AS g(arn, stopped_at, name, started_at, error, cause, is_read, is_backlog)
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
}
/** Executions of a class and of those merged into it, newest first. */
export async function listExecutions(db: Sql, classId: string, page: PageRequest): Promise<Page<ExecutionRow>> {
  const [afterStop, afterArn] = decodeCursor(page.cursor, ["time", "text"]) ?? [null, null];
  const ofClass = sql`e.class_id IN (SELECT c.id FROM failure_class c JOIN failure_class x ON coalesce(c.merged_into, c.id) = coalesce(x.merged_into, x.id) WHERE x.id = ${classId})`;
  const found = await rows<ExecutionRow>(
    db,
    sql`SELECT e.execution_arn, e.name, e.status, e.started_at, e.stopped_at, e.error, e.cause, e.is_read, e.is_backlog FROM failed_execution e
        WHERE ${ofClass} AND (${afterArn}::text IS NULL OR (e.stopped_at, e.execution_arn) < (${afterStop}::timestamptz, ${afterArn}::text))
        ORDER BY e.stopped_at DESC, e.execution_arn DESC LIMIT ${page.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failed_execution e WHERE ${ofClass}`,
  );
  return pageFrom(found, page.limit, (row) => [row.stoppedAt, row.executionArn], total?.count ?? 0);
}
