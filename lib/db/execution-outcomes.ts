import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";

/** AWS's clock and ours may differ by so much. */
const CLOCK_SLACK_SECONDS = 60;

export interface EndedAgain {
  readonly arn: string;
  readonly stoppedAt: Date;
  /** As items of plans name this end. */
  readonly sha256: string;
}

export interface ReturnedExecution {
  readonly runId: string;
  readonly accountId: string;
  readonly classId: string | null;
  /** The run had ended. */
  readonly isLate: boolean;
}

/**
 * Recognises which of these ends are those of executions that a run took up: its item is *returned*, once. The end that the
 * item was about is none of them, nor is one from before the run asked.
 */
export function markExecutionsReturned(tx: Tx, ended: readonly EndedAgain[]): Promise<ReturnedExecution[]> {
  return rows<ReturnedExecution>(
    tx,
    sql`WITH ended AS (SELECT * FROM unnest(${ended.map((e) => e.arn)}::text[], ${ended.map((e) => e.stoppedAt.toISOString())}::timestamptz[], ${ended.map((e) => e.sha256)}::text[]) AS e(arn, stopped_at, sha)),
        marked AS (UPDATE run_item i SET outcome = 'returned', returned_at = dlo_now(), reason = 'failed again' FROM ended e
                   WHERE i.queue_id IS NULL AND i.destination_message_id = e.arn AND i.body_sha256 <> e.sha AND i.returned_at IS NULL AND i.state IN ('sent', 'ambiguous')
                     AND e.stopped_at > i.send_started_at - make_interval(secs => ${CLOCK_SLACK_SECONDS}) RETURNING i.run_id, i.message_id)
        SELECT m.run_id, r.account_id, r.ended_at IS NOT NULL AS is_late,
          (SELECT f.class_id FROM failed_execution f WHERE f.execution_arn = m.message_id ORDER BY f.stopped_at DESC LIMIT 1) AS class_id
        FROM marked m JOIN run r ON r.id = m.run_id`,
  );
}

/** An execution that a run took up has succeeded: that is evidence. Returns the runs of which it is. */
export async function markExecutionGone(db: Sql, executionArn: string): Promise<string[]> {
  const found = await rows<{ runId: string }>(
    db,
    sql`UPDATE run_item SET outcome = 'gone' WHERE queue_id IS NULL AND destination_message_id = ${executionArn} AND outcome = 'unknown' AND state IN ('sent', 'ambiguous') RETURNING run_id`,
  );
  return found.map(({ runId }) => runId);
}

export interface WatchedExecution {
  readonly position: number;
  /** The execution that the plan is about. */
  readonly executionArn: string;
  /** The one that carries on: itself, or the new one. */
  readonly carryingArn: string;
}
/** Executions that a run took up and whose fate is not known, from a position on. */
export function listWatchedExecutions(
  db: Sql,
  runId: string,
  after: number,
  limit: number,
): Promise<WatchedExecution[]> {
  return rows<WatchedExecution>(
    db,
    sql`SELECT position, message_id AS execution_arn, destination_message_id AS carrying_arn FROM run_item
        WHERE run_id = ${runId} AND outcome = 'unknown' AND destination_message_id IS NOT NULL AND position > ${after} ORDER BY position LIMIT ${limit}`,
  );
}

/** Whether the fate of anything that a run sent is not known. */
export async function hasUnknownOutcomes(db: Sql, runId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`SELECT 1 AS x FROM run_item WHERE run_id = ${runId} AND outcome = 'unknown' LIMIT 1`,
  );
  return found.length > 0;
}

/** What a run has done with these executions, as their records tell from now on; each is looked at again soon. */
export async function markTakenUp(
  tx: Tx,
  executionArns: readonly string[],
  status: "running-again" | "started-anew",
): Promise<void> {
  const isSettled = status === "started-anew";
  await execute(
    tx,
    sql`UPDATE failed_execution SET now_status = ${status}, redrive_status = NULL, redrive_reason = NULL, look_at = CASE WHEN ${isSettled} THEN NULL ELSE dlo_now() + interval '30 seconds' END
        WHERE execution_arn = ANY(${[...executionArns]}::text[]) AND now_status = 'failed'`,
  );
}
