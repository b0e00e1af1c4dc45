import type { NowStatus } from "@/lib/core/executions/now-status";
import {
  type ClassObservation,
  type ClassState,
  type ClassStatus,
  classStateAfter,
} from "@/lib/core/failures/class-status";
import { FORECAST_HOURS, LEAST_ESCALATING_COUNT } from "@/lib/core/failures/lifecycle/forecast";
import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import { OPEN_RUN_STATES } from "@/lib/core/runs/run";
import { appendClassChange } from "./class-changes";
import { type Db, inTransaction, type Sql, type Tx } from "./connect";
import { execute, rows, sql } from "./query";

/**
 * Nothing waiting and nothing new for this long: resolved. Short for messages, because what comes back regresses at once.
 * What leaves no message tells of itself by new failures alone: a day without any is the least that means something.
 */
const QUIET_SECONDS = { messages: 300, executions: 24 * 3600, "count-only": 24 * 3600 } as const;
/** A silence waits for as long as it lasts; when it has ended, there is nothing to wait for. */
const QUIET_AFTER_SILENCE_SECONDS = 300;
/** Of executions that are all known to have been mended nothing else is waited for. */
const QUIET_WHEN_MENDED_SECONDS = QUIET_SECONDS.messages;

interface Row {
  readonly id: string;
  readonly accountId: string;
  readonly record: keyof typeof QUIET_SECONDS;
  readonly isSilence: boolean;
  readonly status: ClassStatus;
  readonly statusAt: string;
  readonly statusReason: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly highAt: string | null;
  readonly resolvedAt: string | null;
  readonly resolvedAfterRun: string | null;
  readonly now: string;
  /** Executions that were redriven or started anew, and none of them stands as it failed. */
  readonly isMended?: boolean;
}
const STATE = sql`c.id, c.account_id, c.record, c.classifier = ${SILENCE_CLASSIFIER} AS is_silence, c.status, c.status_at, c.status_reason, c.first_seen_at, c.last_seen_at, c.high_at, c.resolved_at,
  c.resolved_after_run, dlo_now() AS now`;

interface CountedRow extends Row {
  readonly waitingCount: number;
  readonly lastHourCount: number;
  readonly earlierHourCounts: number[] | null;
  readonly runName: string | null;
  readonly expiredCount: number;
}

const standing = (...statuses: readonly NowStatus[]) => sql`EXISTS (SELECT 1 FROM failed_execution e
  WHERE (e.class_id = c.id OR e.class_id IN (SELECT m.id FROM failure_class m WHERE m.merged_into = c.id)) AND e.now_status = ANY(${statuses}::text[]))`;
const IS_MENDED = sql`CASE WHEN c.record = 'executions' THEN ${standing("succeeded-after-redrive", "started-anew")} AND NOT ${standing("failed", "running-again")} ELSE false END`;

const TOUCHED = sql`(x.class_id = c.id OR (x.class_id IS NULL AND (x.driver = 'move-task' OR EXISTS (
  SELECT 1 FROM run_item i JOIN failed_message f ON f.id = i.message_row_id
  WHERE i.run_id = x.id AND f.class_id = c.id AND i.state NOT IN ('planned', 'rejected', 'skipped')))))`;
// The forecast is read only where the last hour could be above it, and the run only where the class may be over.
const COUNTED = sql`${STATE}, w.waiting_count, coalesce(p.last_hour, 0)::int AS last_hour_count,
  CASE WHEN p.last_hour > ${LEAST_ESCALATING_COUNT} THEN (
    SELECT json_agg(coalesce(e.n, 0)) FROM generate_series(1, least(${FORECAST_HOURS}::int, floor(extract(epoch FROM dlo_now() - c.first_seen_at) / 3600)::int - 1)) AS i
    LEFT JOIN LATERAL (SELECT sum(b.count)::int AS n FROM series.class_arrival b WHERE b.class_id = c.id
      AND b.bucket > dlo_now() - make_interval(hours => i + 1) AND b.bucket <= dlo_now() - make_interval(hours => i)) e ON true) END AS earlier_hour_counts,
  CASE WHEN w.waiting_count = 0 THEN (
    SELECT name FROM (
    SELECT 'R-' || x.number AS name, x.started_at FROM run x
    WHERE x.queue_id = c.queue_id AND x.action IN ('redrive', 'discard') AND x.started_at > coalesce(c.resolved_at, '-infinity') AND ${TOUCHED}
    UNION ALL SELECT 'R-' || x.number, x.started_at FROM run x WHERE c.record = 'executions' AND x.started_at > coalesce(c.resolved_at, '-infinity') AND x.id IN (
      SELECT i.run_id FROM failed_execution e JOIN run_item i ON i.account_id = e.account_id AND i.message_id = e.execution_arn AND i.queue_id IS NULL
      WHERE e.class_id = c.id AND i.sent_at IS NOT NULL)) ran
    ORDER BY started_at DESC LIMIT 1) END AS run_name,
  CASE WHEN w.waiting_count = 0 THEN (SELECT count(*) FROM failed_message f WHERE f.class_id = c.id AND f.state = 'probably-expired') ELSE 0 END::int AS expired_count,
  ${IS_MENDED} AS is_mended`;
// What is on its way back by a run of ours waits, until it is known whether it returned: what returns is not a new end and beginning.
// Without messages quiet means something only where somebody looked: what is not known counts as waiting.
const COUNTS = sql`CROSS JOIN LATERAL (SELECT count(*)::int AS waiting_count FROM (
    SELECT 1 FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present'
    UNION ALL SELECT 1 FROM failed_message f WHERE f.class_id = c.id AND f.state = 'vaulted'
    UNION ALL SELECT 1 FROM run x WHERE x.queue_id = c.queue_id AND x.action = 'redrive' AND x.state = ANY(${OPEN_RUN_STATES}::text[]) AND ${TOUCHED}
    UNION ALL SELECT 1 FROM rule_silence y WHERE y.ended_at IS NULL AND (y.class_id = c.id OR y.class_id IN (SELECT m.id FROM failure_class m WHERE m.merged_into = c.id))
    UNION ALL SELECT 1 WHERE c.record <> 'messages' AND NOT EXISTS (SELECT 1 FROM unrecorded_look l WHERE l.account_id = c.account_id AND l.region = c.region
      AND l.part = CASE c.record WHEN 'executions' THEN 'executions' ELSE 'metrics' END AND l.until > dlo_now() - interval '2 hours') LIMIT 1) x) w
  LEFT JOIN LATERAL (SELECT sum(b.count - b.backlog_count) AS last_hour FROM series.class_arrival b
    WHERE b.class_id = c.id AND b.bucket > dlo_now() - interval '1 hour') p ON c.status <> 'backlog'`;

/** Applies the rules of a class's life to every class that time alone may move. Repeating it changes nothing. */
export async function judgeClasses(db: Db): Promise<number> {
  const open = await rows<CountedRow>(
    db,
    sql`SELECT ${COUNTED} FROM failure_class c ${COUNTS} WHERE c.status <> 'resolved' AND c.merged_into IS NULL`,
  );
  let movedCount = 0;
  for (const row of open) {
    const next = stateAfter(row, {
      kind: "counted",
      at: new Date(row.now),
      waitingCount: row.waitingCount,
      pace: { lastHourCount: row.lastHourCount, earlierHourCounts: row.earlierHourCounts ?? [] },
      runName: row.runName,
      expiredCount: row.expiredCount,
    });
    if (next && (await inTransaction(db, (tx) => saveState(tx, row, next)))) movedCount += 1;
  }
  return movedCount;
}

/** Moves the classes of messages that just arrived. Two scans that meet the same class take their turns. */
export async function noteArrivals(tx: Tx, classIds: readonly string[], isBacklog: boolean): Promise<void> {
  const found = await lockClasses(tx, classIds);
  for (const row of found) {
    const next = stateAfter(row, { kind: "arrival", at: new Date(row.now), isBacklog });
    if (next && next.status !== row.status) await saveState(tx, row, next);
  }
}

function lockClasses(tx: Sql, classIds: readonly string[]): Promise<Row[]> {
  return rows<Row>(
    tx,
    sql`SELECT ${STATE} FROM failure_class c WHERE c.id = ANY(${[...classIds]}::text[]) ORDER BY c.id FOR UPDATE`,
  );
}

/** The state after an observation; undefined when it changed nothing. */
function stateAfter(row: Row, seen: ClassObservation): ClassState | undefined {
  const before = stateOf(row);
  const next = classStateAfter(before, seen, quietSecondsOf(row));
  return next === before ? undefined : next;
}

function quietSecondsOf({ record, isMended, isSilence }: Row): number {
  if (isSilence) return QUIET_AFTER_SILENCE_SECONDS;
  return isMended ? QUIET_WHEN_MENDED_SECONDS : QUIET_SECONDS[record];
}

function stateOf(row: Row): ClassState {
  return {
    status: row.status,
    since: new Date(row.statusAt),
    reason: row.statusReason,
    firstSeenAt: new Date(row.firstSeenAt),
    lastArrivalAt: new Date(row.lastSeenAt),
    highAt: row.highAt === null ? null : new Date(row.highAt),
    resolution: row.resolvedAt === null ? null : { at: new Date(row.resolvedAt), runName: row.resolvedAfterRun },
  };
}

/** Writes a state over the one that was read; false when the class moved meanwhile, and nothing is written then. */
async function saveState(tx: Tx, row: Row, next: ClassState): Promise<boolean> {
  const { resolution } = next;
  const taken = await execute(
    tx,
    sql`UPDATE failure_class SET status = ${next.status}, status_at = ${next.since}, status_reason = ${next.reason}, high_at = ${next.highAt},
          resolved_at = ${resolution?.at ?? null}, resolved_after_run = ${resolution?.runName ?? null}
        WHERE id = ${row.id} AND status = ${row.status} AND last_seen_at = ${row.lastSeenAt}::timestamptz`,
  );
  if (taken === 0 || next.status === row.status) return false;
  const { id: classId, accountId } = row;
  await appendClassChange(tx, { classId, accountId, kind: "status", status: next.status, reason: next.reason });
  return true;
}
