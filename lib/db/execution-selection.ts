import type { Scope } from "@/lib/core/access/scope";
import type { NowStatus } from "@/lib/core/executions/now-status";
import type { CauseKind } from "@/lib/core/failures/cause-kind";
import type { StateMachineConfig } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { ofClassSql } from "./failed-executions";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export interface SelectedExecution {
  readonly executionArn: string;
  readonly stoppedAt: string;
  readonly startedAt: string;
  readonly machineArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly classId: string;
  readonly causeKind: CauseKind;
  readonly name: string;
  readonly failedState: string | null;
  readonly aliasArn: string | null;
  readonly redriveStatus: string | null;
  readonly redriveReason: string | null;
  readonly redriveCount: number | null;
  readonly nowStatus: NowStatus;
  readonly lookedAt: string | null;
}
/**
 * Executions by their last end, of a class or by name, the first to fail first: of one that failed again only the end that
 * followed. Those of a class that moved on are left out; whoever names one gets it as it is.
 */
export function selectExecutions(
  db: Sql,
  scope: Scope,
  selection: { readonly classId: string } | { readonly executionArns: readonly string[] },
  limit: number,
): Promise<SelectedExecution[]> {
  const isWished =
    "executionArns" in selection
      ? sql`e.execution_arn = ANY(${[...selection.executionArns]}::text[])`
      : sql`${ofClassSql(selection.classId)} AND e.now_status = 'failed'`;
  return rows<SelectedExecution>(
    db,
    sql`SELECT e.execution_arn, e.stopped_at, e.started_at, e.machine_arn, e.account_id, e.region, e.class_id, c.cause_kind, e.name, e.failed_state, e.alias_arn,
          e.redrive_status, e.redrive_reason, e.redrive_count, e.now_status, e.looked_at
        FROM failed_execution e JOIN failure_class c ON c.id = e.class_id
        WHERE ${isWished} AND ${classInScopeSql(scope, sql`e.account_id`, sql`e.class_id`)}
          AND NOT EXISTS (SELECT 1 FROM failed_execution n WHERE n.execution_arn = e.execution_arn AND n.stopped_at > e.stopped_at)
        ORDER BY e.stopped_at, e.execution_arn LIMIT ${limit}`,
  );
}

export interface MachineRow {
  readonly id: string;
  readonly name: string;
  readonly config: StateMachineConfig;
  readonly firstSeenAt: string;
  readonly deletedAt: string | null;
}
/** A state machine as the inventory has it, also one that was deleted since. */
export function findMachine(db: Sql, arn: string): Promise<MachineRow | undefined> {
  return firstRow<MachineRow>(
    db,
    sql`SELECT id, name, config, first_seen_at, deleted_at FROM resource WHERE arn = ${arn} AND kind = 'state-machine' ORDER BY deleted_at IS NULL DESC LIMIT 1`,
  );
}

/** Whoever else gathers executions of this machine waits until the transaction ends: then it sees what was decided. */
export async function lockExecutions(tx: Sql, machineArn: string): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtextextended(${`executions ${machineArn}`}, 0))`);
}

/** Executions that stand in an open run already, by run. */
export function findOpenExecutions(
  db: Sql,
  accountId: string,
  executionArns: readonly string[],
): Promise<{ runNumber: number; count: number }[]> {
  return rows(
    db,
    sql`SELECT r.number AS run_number, count(*)::int AS count FROM run_item i JOIN run r ON r.id = i.run_id
        WHERE i.queue_id IS NULL AND i.account_id = ${accountId} AND i.message_id = ANY(${[...executionArns]}::text[]) AND i.is_open GROUP BY 1 ORDER BY 1`,
  );
}

/** Executions for which a run began new ones without ever getting an answer, by run. */
export function findUnansweredStarts(
  db: Sql,
  accountId: string,
  executionArns: readonly string[],
): Promise<{ runNumber: number; count: number }[]> {
  return rows(
    db,
    sql`SELECT r.number AS run_number, count(*)::int AS count FROM run_item i JOIN run r ON r.id = i.run_id AND r.driver = 'start-execution'
        WHERE i.queue_id IS NULL AND i.account_id = ${accountId} AND i.message_id = ANY(${[...executionArns]}::text[]) AND i.state = 'ambiguous' GROUP BY 1 ORDER BY 1`,
  );
}

/** The last run that took up executions of these classes, with what became of those. */
export function findLastExecutionRun(
  db: Sql,
  classIds: readonly string[],
): Promise<{ number: number; at: string; sentCount: number; returnedCount: number } | undefined> {
  const ofClasses = sql`EXISTS (SELECT 1 FROM failed_execution e WHERE e.execution_arn = i.message_id AND e.class_id = ANY(${[...classIds]}::text[]))`;
  return firstRow(
    db,
    sql`SELECT r.number, coalesce(r.started_at, r.requested_at) AS at, count(*)::int AS sent_count, count(*) FILTER (WHERE i.outcome = 'returned')::int AS returned_count
        FROM run r JOIN run_item i ON i.run_id = r.id AND i.queue_id IS NULL AND i.sent_at IS NOT NULL AND ${ofClasses}
        GROUP BY r.number, r.started_at, r.requested_at ORDER BY coalesce(r.started_at, r.requested_at) DESC LIMIT 1`,
  );
}

/** When an execution of these classes ended badly last; backlog says nothing of when. */
export async function readLastEnd(db: Sql, classIds: readonly string[]): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT max(stopped_at) AS at FROM failed_execution WHERE class_id = ANY(${[...classIds]}::text[]) AND NOT is_backlog`,
  );
  return row?.at ?? null;
}
