import type { Scope } from "@/lib/core/access/scope";
import type { PauseCode, RunLife, RunState } from "@/lib/core/runs/run";
import type { Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { runInPipelineSql } from "./pipeline-membership";
import { type PlanAction, type PlanDetail, type PlanDriver, type PlanRow, SUBJECT } from "./plans";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql, planInScopeSql } from "./scope";

export interface RunRow {
  readonly id: string;
  readonly number: number;
  readonly planId: string;
  readonly planNumber: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** Null for a run about another resource. */
  readonly queueId: string | null;
  readonly resourceId: string | null;
  readonly subjectKind: PlanRow["subjectKind"];
  readonly subjectName: string;
  readonly subjectArn: string;
  readonly classId: string | null;
  readonly action: PlanAction;
  readonly driver: PlanDriver;
  readonly state: RunState;
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly requestedAt: string;
  readonly startAfter: string;
  readonly startedAt: string | null;
  readonly sentAllAt: string | null;
  readonly observeUntil: string | null;
  readonly endedAt: string | null;
  readonly progressAt: string | null;
  readonly driverState: Record<string, unknown>;
  readonly breakGlassReason: string | null;
  /** The stage that is open, from 1. */
  readonly stage: number;
  /** What is asked for now; null: as fast as it goes. */
  readonly ratePerSecond: number | null;
  readonly pausedBy: PauseCode | null;
  /** Until when messages that left the dead-letter queue were not seen again, as its last settlement knew. */
  readonly lastSightAt: string | null;
  readonly detail: PlanDetail;
  readonly isStartable: boolean;
  readonly isObserved: boolean;
}
const COLUMNS = sql`r.id, r.number, r.plan_id, p.number AS plan_number, r.account_id, a.name AS account_name, r.region, r.queue_id, r.resource_id, ${SUBJECT}, r.class_id,
  r.action, r.driver, r.state, r.reason, r.requested_by, r.requested_by_name, r.requested_at, r.start_after, r.started_at, r.sent_all_at, r.observe_until, r.ended_at,
  r.progress_at, r.driver_state, r.break_glass_reason, r.stage, r.rate_per_second, r.paused_by, r.last_sight_at, p.detail, r.start_after <= dlo_now() AS is_startable, coalesce(r.observe_until <= dlo_now(), false) AS is_observed`;
const FROM = sql`FROM run r JOIN plan p ON p.id = r.plan_id JOIN account a ON a.id = r.account_id LEFT JOIN queue q ON q.id = r.queue_id`;

export function getRun(db: Sql, scope: Scope, id: string): Promise<RunRow | undefined> {
  return firstRow<RunRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE r.id = ${id} AND ${planInScopeSql(scope, sql`r.account_id`, { id: sql`r.plan_id`, queueId: sql`r.queue_id` })}`,
  );
}
/** The run, locked until the transaction ends: its life moves one step at a time. */
export async function lockRun(tx: Tx, id: string): Promise<RunRow | undefined> {
  await execute(tx, sql`SELECT 1 FROM run WHERE id = ${id} FOR UPDATE`);
  return firstRow<RunRow>(tx, sql`SELECT ${COLUMNS} ${FROM} WHERE r.id = ${id}`);
}
/** Runs that a worker should look at: acting ones, and observed ones. Paused runs wait for a person. */
export function listRunsToAdvance(db: Sql): Promise<RunRow[]> {
  return rows<RunRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE r.state IN ('requested', 'waiting', 'running', 'cancelling', 'observing') ORDER BY r.requested_at`,
  );
}

export interface RunFilter extends PageRequest {
  readonly state?: "open" | "ended" | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly queueId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly classId?: string | undefined;
  readonly pipelineId?: string | undefined;
}
export async function listRuns(db: Sql, scope: Scope, filter: RunFilter): Promise<Page<RunRow>> {
  const [after] = decodeCursor(filter.cursor, ["count"]) ?? [null];
  const ended = ["done", "failed", "cancelled", "interrupted"];
  const where = sql`${planInScopeSql(scope, sql`r.account_id`, { id: sql`r.plan_id`, queueId: sql`r.queue_id` })}
    AND (${filter.state ?? null}::text IS NULL OR (r.state = ANY(${ended}::text[])) = (${filter.state ?? null} = 'ended'))
    AND (${filter.accountId ?? null}::text IS NULL OR r.account_id = ${filter.accountId ?? null})
    AND (${filter.region ?? null}::text IS NULL OR r.region = ${filter.region ?? null})
    AND (${filter.queueId ?? null}::text IS NULL OR r.queue_id = ${filter.queueId ?? null})
    AND (${filter.resourceId ?? null}::text IS NULL OR r.resource_id = ${filter.resourceId ?? null})
    AND (${filter.classId ?? null}::text IS NULL OR r.class_id = ${filter.classId ?? null})
    AND ${filter.pipelineId === undefined ? sql`true` : runInPipelineSql(scope, filter.pipelineId)}`;
  const found = await rows<RunRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE ${where} AND (${after}::bigint IS NULL OR r.number < ${after}::bigint) ORDER BY r.number DESC LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM run r WHERE ${where}`);
  return pageFrom(found, filter.limit, (row) => [row.number], total?.count ?? 0);
}

export interface NewRun {
  readonly id: string;
  readonly planId: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly undoSeconds: number;
  /** Why it may begin without the approvals that its plan needs; null when it needs no more. */
  readonly breakGlassReason: string | null;
}
/** Makes the run of a plan, with a ledger row for every plan item. At most one run per plan. */
export async function insertRun(
  tx: Tx,
  run: NewRun,
  items: readonly { readonly id: string; readonly stage: number }[],
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO run (id, plan_id, account_id, region, queue_id, resource_id, class_id, action, driver, requested_by, requested_by_name, break_glass_reason, rate_per_second, requested_at, start_after)
        SELECT ${run.id}, p.id, p.account_id, p.region, p.queue_id, p.resource_id, p.class_id, p.action, p.driver, ${run.requestedBy}, ${run.requestedByName}, ${run.breakGlassReason}, (p.detail->>'ratePerSecond')::double precision, dlo_now(),
               dlo_now() + make_interval(secs => ${run.undoSeconds}) FROM plan p WHERE p.id = ${run.planId}`,
  );
  await execute(
    tx,
    sql`INSERT INTO run_item (id, run_id, account_id, queue_id, position, stage, message_row_id, vault_item_id, message_id, body_sha256, destination_arn, group_id, edit_id, edited_sha256)
        SELECT n.id, ${run.id}, p.account_id, p.queue_id, i.position, n.stage, i.message_row_id, i.vault_item_id, i.message_id, i.body_sha256, i.destination_arn,
          i.group_id, i.edit_id, i.edited_sha256
        FROM unnest(${items.map((i) => i.id)}::text[], ${items.map((i) => i.stage)}::int[]) WITH ORDINALITY AS n(id, stage, position)
        JOIN plan p ON p.id = ${run.planId} JOIN plan_item i ON i.plan_id = p.id AND i.position = n.position`,
  );
}

/**
 * Whether a run is what its plan says: the same action on the same queue or resource, and a ledger of exactly the plan's messages. The
 * operation that made it writes nothing else.
 */
export async function isAsPlanned(db: Sql, runId: string): Promise<boolean> {
  const row = await firstRow<{ isSame: boolean }>(
    db,
    sql`SELECT (r.action, r.driver, r.account_id, r.region, coalesce(r.queue_id, ''), coalesce(r.resource_id, ''))
            = (p.action, p.driver, p.account_id, p.region, coalesce(p.queue_id, ''), coalesce(p.resource_id, ''))
          AND (coalesce(q.account_id, s.account_id, r.account_id), coalesce(q.region, s.region, r.region)) = (r.account_id, r.region)
          AND (s.id IS NULL OR s.arn = p.detail #>> '{subject,arn}')
          AND p.item_count = (SELECT count(*) FROM run_item i WHERE i.run_id = r.id) AND p.item_count = (SELECT count(*) FROM plan_item i WHERE i.plan_id = p.id)
          AND NOT EXISTS (SELECT 1 FROM run_item i LEFT JOIN plan_item n ON n.plan_id = p.id AND n.position = i.position
                WHERE i.run_id = r.id AND (coalesce(n.message_row_id, ''), n.message_id, n.body_sha256, coalesce(n.vault_item_id, ''), coalesce(n.destination_arn, ''), coalesce(n.edit_id, ''),
                    coalesce(n.edited_sha256, ''), coalesce(r.queue_id, ''), r.account_id)
                  IS DISTINCT FROM (coalesce(i.message_row_id, ''), i.message_id, i.body_sha256, coalesce(i.vault_item_id, ''), coalesce(i.destination_arn, ''), coalesce(i.edit_id, ''),
                    coalesce(i.edited_sha256, ''), coalesce(i.queue_id, ''), i.account_id)) AS is_same
        FROM run r JOIN plan p ON p.id = r.plan_id LEFT JOIN queue q ON q.id = r.queue_id LEFT JOIN resource s ON s.id = r.resource_id WHERE r.id = ${runId}`,
  );
  return row?.isSame ?? false;
}

/** Messages or executions of the plan that stand in an open run already: who acts on them now. */
export function findOpenElsewhere(
  db: Sql,
  planId: string,
): Promise<{ runId: string; runNumber: number; count: number }[]> {
  return rows(
    db,
    sql`SELECT r.id AS run_id, r.number AS run_number, count(*)::int AS count FROM plan p JOIN plan_item pi ON pi.plan_id = p.id
        JOIN run_item i ON i.message_id = pi.message_id AND i.is_open AND (i.queue_id = p.queue_id OR (p.queue_id IS NULL AND i.queue_id IS NULL AND i.account_id = p.account_id)) JOIN run r ON r.id = i.run_id
        WHERE p.id = ${planId} GROUP BY 1, 2 ORDER BY 2`,
  );
}

/** Writes a step in the life of a run; the caller holds its row lock. */
export async function saveLife(tx: Tx, id: string, life: RunLife): Promise<void> {
  await execute(
    tx,
    sql`UPDATE run SET state = ${life.state}, reason = ${life.reason}, paused_by = ${life.pausedBy ?? null}, started_at = CASE WHEN ${life.state} = 'running' THEN coalesce(started_at, dlo_now()) ELSE started_at END,
          ended_at = CASE WHEN ${life.state} IN ('done', 'failed', 'cancelled', 'interrupted') THEN dlo_now() END WHERE id = ${id}`,
  );
}
/** Everything was sent: what becomes of it is watched from now on. */
export async function noteSentAll(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`UPDATE run SET sent_all_at = coalesce(sent_all_at, dlo_now()) WHERE id = ${id}`);
}
export async function setRate(tx: Tx, id: string, perSecond: number): Promise<void> {
  await execute(tx, sql`UPDATE run SET rate_per_second = ${perSecond} WHERE id = ${id}`);
}
export async function saveDriverState(db: Sql, id: string, state: Record<string, unknown>): Promise<void> {
  await execute(
    db,
    sql`UPDATE run SET driver_state = driver_state || ${JSON.stringify(state)}::jsonb, progress_at = dlo_now() WHERE id = ${id}`,
  );
}
/** New messages of the scope in the queue of each run while it went on that did not come back from it. Without any: absent. */
export async function countNewDuring(db: Sql, scope: Scope, ids: readonly string[]): Promise<Map<string, number>> {
  const found = await rows<{ id: string; count: number }>(
    db,
    sql`SELECT r.id, n.count FROM run r CROSS JOIN LATERAL (
          SELECT count(*)::int AS count FROM failed_message f WHERE f.queue_id = r.queue_id AND f.first_seen_at >= r.started_at
            AND f.first_seen_at <= coalesce(r.ended_at, 'infinity') AND NOT f.is_backlog AND f.returned_from_item_id IS NULL
            AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}) n
        WHERE r.id = ANY(${[...ids]}::text[]) AND r.started_at IS NOT NULL AND n.count > 0`,
  );
  return new Map(found.map(({ id, count }) => [id, count]));
}
