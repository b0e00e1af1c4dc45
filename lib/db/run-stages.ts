import type { Evidence, StageEnd } from "@/lib/core/runs/stage";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface StageRow {
  readonly stage: number;
  readonly size: number;
  readonly openedAt: string;
  readonly sentAt: string | null;
  readonly observeUntil: string | null;
  readonly endedAt: string | null;
  readonly sentCount: number | null;
  readonly returnedCount: number | null;
  readonly evidence: Evidence | null;
  readonly endedBy: StageEnd | null;
}
export function listStages(db: Sql, runId: string): Promise<StageRow[]> {
  return rows<StageRow>(
    db,
    sql`SELECT stage, size, opened_at, sent_at, observe_until, ended_at, sent_count, returned_count, evidence, ended_by
        FROM run_stage WHERE run_id = ${runId} ORDER BY stage`,
  );
}

/** Makes this the stage of the run that is open, which nobody watches. Opening it again changes nothing. */
export async function openStage(tx: Tx, runId: string, stage: number): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO run_stage (run_id, stage, account_id, size, opened_at)
        SELECT r.id, ${stage}::int, r.account_id, coalesce((p.detail->'stages'->>(${stage}::int - 1))::int, 0), dlo_now()
        FROM run r JOIN plan p ON p.id = r.plan_id WHERE r.id = ${runId} ON CONFLICT (run_id, stage) DO NOTHING`,
  );
  await execute(tx, sql`UPDATE run SET stage = ${stage}, observe_until = NULL WHERE id = ${runId}`);
}

/** All of the open stage has come to an end: from now on it is watched for so long. */
export async function watchStage(tx: Tx, runId: string, seconds: number): Promise<void> {
  await execute(
    tx,
    sql`UPDATE run SET observe_until = dlo_now() + make_interval(secs => ${seconds}) WHERE id = ${runId}`,
  );
  await execute(
    tx,
    sql`UPDATE run_stage s SET sent_at = coalesce(s.sent_at, dlo_now()), observe_until = r.observe_until, sent_count = c.sent
        FROM run r, (SELECT count(sent_at) AS sent FROM run_item i JOIN run r ON r.id = i.run_id WHERE i.run_id = ${runId} AND i.stage = r.stage) c
        WHERE r.id = ${runId} AND s.run_id = r.id AND s.stage = r.stage`,
  );
}

/** How the watching of the open stage ended, once: what was written first stays. */
export async function endStage(tx: Tx, runId: string, evidence: Evidence, endedBy: StageEnd): Promise<void> {
  await execute(
    tx,
    sql`UPDATE run_stage s SET ended_at = dlo_now(), evidence = ${evidence}, ended_by = ${endedBy}, sent_count = c.sent, returned_count = c.returned
        FROM run r, (SELECT count(sent_at) AS sent, count(*) FILTER (WHERE outcome = 'returned') AS returned
                     FROM run_item i JOIN run r ON r.id = i.run_id WHERE i.run_id = ${runId} AND i.stage = r.stage) c
        WHERE r.id = ${runId} AND s.run_id = r.id AND s.stage = r.stage AND s.ended_at IS NULL`,
  );
}

/** Notes that a look was asked for. False when somebody did before: one worker asks. */
export async function noteLook(tx: Tx, runId: string, which: "first" | "last"): Promise<boolean> {
  const isFirst = which === "first";
  const changed = await execute(
    tx,
    sql`UPDATE run_stage s SET first_look_at = CASE WHEN ${isFirst} THEN dlo_now() ELSE s.first_look_at END,
          last_look_at = CASE WHEN ${isFirst} THEN s.last_look_at ELSE dlo_now() END
        FROM run r WHERE r.id = ${runId} AND s.run_id = r.id AND s.stage = r.stage
          AND CASE WHEN ${isFirst} THEN s.first_look_at ELSE s.last_look_at END IS NULL`,
  );
  return changed === 1;
}

/** Whether anything of the run came back: asked often, so it looks at no more than one row. */
export async function hasReturns(db: Sql, runId: string): Promise<boolean> {
  return Boolean(
    await firstRow(db, sql`SELECT 1 AS x FROM run_item WHERE run_id = ${runId} AND outcome = 'returned' LIMIT 1`),
  );
}

export interface Returns {
  readonly sentCount: number;
  readonly returnedCount: number;
  /** One of the messages that came back, by its id in the dead-letter queue where it was taken from. */
  readonly messageId: string | null;
}
/** What was sent and came back since a person accepted what had come back until then. */
export async function countReturns(db: Sql, runId: string): Promise<Returns> {
  const row = await firstRow<Returns>(
    db,
    sql`SELECT count(i.sent_at)::int AS sent_count, count(*) FILTER (WHERE i.outcome = 'returned')::int AS returned_count,
          min(i.message_id) FILTER (WHERE i.outcome = 'returned') AS message_id
        FROM run_item i JOIN run r ON r.id = i.run_id WHERE i.run_id = ${runId} AND i.sent_at > coalesce(r.accepted_at, '-infinity')`,
  );
  return row ?? { sentCount: 0, returnedCount: 0, messageId: null };
}

/** A person goes on against what came back of what was sent until now: it pauses the run no more, in whatever stage. */
export async function acceptReturns(tx: Tx, runId: string): Promise<void> {
  await execute(tx, sql`UPDATE run SET accepted_at = dlo_now() WHERE id = ${runId}`);
}
