import type { NowStatus } from "@/lib/core/executions/now-status";
import type { BadEnd } from "@/lib/core/failures/unrecorded/families/executions";
import type { Sql, Tx } from "./connect";
import type { ExecutionKey, ExecutionSight } from "./failed-executions";
import { execute, firstRow, rows, sql } from "./query";
import type { LossPlace } from "./unrecorded";

export interface DueLook {
  readonly executionArn: string;
  readonly stoppedAt: string;
  readonly machineArn: string;
  readonly classId: string;
  readonly name: string;
  readonly startedAt: string;
  readonly status: BadEnd;
  readonly nowStatus: NowStatus;
}
/** Executions of a place that are to be looked at by now; those that somebody plans with come first. */
export function listDueLooks(db: Sql, place: LossPlace, limit: number): Promise<DueLook[]> {
  return rows<DueLook>(
    db,
    sql`SELECT execution_arn, stopped_at, machine_arn, class_id, name, started_at, status, now_status FROM failed_execution
        WHERE account_id = ${place.accountId} AND region = ${place.region} AND look_at <= dlo_now() ORDER BY look_at, execution_arn LIMIT ${limit}`,
  );
}

/** The last end of an execution that is kept. */
export function findLastRecord(db: Sql, executionArn: string): Promise<DueLook | undefined> {
  return firstRow<DueLook>(
    db,
    sql`SELECT execution_arn, stopped_at, machine_arn, class_id, name, started_at, status, now_status FROM failed_execution
        WHERE execution_arn = ${executionArn} ORDER BY stopped_at DESC LIMIT 1`,
  );
}

/** Keeps how an execution stands. Where it failed stays when nobody asked again, and so does that a run began a new one meanwhile. */
export async function saveLook(
  db: Sql,
  { arn, stoppedAt }: ExecutionKey,
  sight: ExecutionSight,
  lookAt: Date | null,
): Promise<void> {
  await execute(
    db,
    sql`UPDATE failed_execution SET now_status = CASE WHEN now_status = 'started-anew' THEN now_status ELSE ${sight.nowStatus} END, failed_state = coalesce(${sight.failedState}, failed_state), alias_arn = coalesce(${sight.aliasArn}, alias_arn),
          redrive_status = ${sight.redriveStatus}, redrive_reason = ${sight.redriveReason}, redrive_count = coalesce(${sight.redriveCount}::int, redrive_count),
          redriven_at = coalesce(${sight.redrivenAt}::timestamptz, redriven_at), looked_at = dlo_now(), look_at = CASE WHEN now_status = 'started-anew' THEN NULL ELSE ${lookAt}::timestamptz END
        WHERE execution_arn = ${arn} AND stopped_at = ${stoppedAt}`,
  );
}

/** Puts a look off that could not be made. */
export async function postponeLooks(db: Sql, due: readonly DueLook[], seconds: number): Promise<void> {
  await execute(
    db,
    sql`UPDATE failed_execution SET look_at = dlo_now() + make_interval(secs => ${seconds}) WHERE look_at IS NOT NULL AND execution_arn = ANY(${due.map((one) => one.executionArn)}::text[])`,
  );
}

/** Wishes that these be looked at soon; those of which nothing more can become stay as they are. */
export async function wishForLooks(tx: Tx, executionArns: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failed_execution SET look_at = 'epoch' WHERE execution_arn = ANY(${[...executionArns]}::text[]) AND look_at IS NOT NULL`,
  );
}
