import { EVERYTHING } from "@/lib/core/access/scope";
import type { Ownership } from "@/lib/core/ownership/ownership";
import type { HealthEvidence, HealthState } from "@/lib/core/pipelines/health";
import type { KnownHealth } from "@/lib/core/pipelines/health/judge-pipeline";
import type { PartKind, PartRole } from "@/lib/core/pipelines/pipeline";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import type { Sql, Tx } from "./connect";
import { tierSql } from "./pipeline-membership";
import { execute, firstRow, rows, sql } from "./query";

const LIVING = sql`p.gone_at IS NULL AND p.merged_into IS NULL`;

/** The time of a judgement, if no other worker judges now; undefined if one does. The turn ends with the transaction. */
export async function takeTurnAtHealth(tx: Tx): Promise<Date | undefined> {
  const row = await firstRow<{ isMine: boolean; at: string }>(
    tx,
    sql`SELECT pg_try_advisory_xact_lock(hashtext('pipeline-health')) AS is_mine, dlo_now() AS at`,
  );
  return row?.isMine ? new Date(row.at) : undefined;
}

export interface JudgedPipeline {
  readonly id: string;
  readonly tier: Ownership["tier"];
  readonly objective: Objective | null;
  readonly state: HealthState | null;
  readonly reason: string | null;
  readonly since: string | null;
  readonly candidate: HealthState | null;
  readonly candidateSince: string | null;
  readonly isFirstState: boolean;
}
/** Every living pipeline with its tier and what was said of it last; nulls before the first judgement. */
export function listPipelinesToJudge(db: Sql): Promise<JudgedPipeline[]> {
  return rows(
    db,
    sql`SELECT l.id, ${tierSql(EVERYTHING)} AS tier, l.objective, h.state, h.reason, h.since, h.candidate, h.candidate_since,
          NOT EXISTS (SELECT 1 FROM pipeline_health_span s WHERE s.pipeline_id = l.id AND s.until_at IS NOT NULL) AS is_first_state
        FROM pipeline l LEFT JOIN pipeline_health h ON h.pipeline_id = l.id WHERE l.gone_at IS NULL AND l.merged_into IS NULL`,
  );
}

export interface JudgedPart {
  readonly pipelineId: string;
  readonly arn: string;
  /** Empty for what lies in no connected account. */
  readonly accountId: string;
  readonly region: string;
  readonly kind: PartKind;
  readonly name: string;
  readonly role: PartRole;
}
export function listPartsToJudge(db: Sql): Promise<JudgedPart[]> {
  return rows(
    db,
    sql`SELECT x.pipeline_id, x.arn, x.account_id, x.region, x.kind, x.name, x.role FROM pipeline_part x JOIN pipeline p ON p.id = x.pipeline_id WHERE ${LIVING}`,
  );
}

export interface PipelineEvidence extends HealthEvidence {
  readonly pipelineId: string;
}
export function listPipelineEvidence(db: Sql): Promise<PipelineEvidence[]> {
  return rows(
    db,
    sql`SELECT pipeline_id, arn, signal, nullif(account_id, '') AS account_id, state, sentence, at FROM pipeline_evidence`,
  );
}

/** Makes the evidence what it is now: what is over goes, what is new or differs is written. */
export async function saveEvidence(
  tx: Tx,
  { over, changed }: { readonly over: readonly PipelineEvidence[]; readonly changed: readonly PipelineEvidence[] },
): Promise<void> {
  const column = <K extends keyof PipelineEvidence>(list: readonly PipelineEvidence[], key: K) =>
    list.map((one) => one[key]);
  if (over.length > 0)
    await execute(
      tx,
      sql`DELETE FROM pipeline_evidence e USING unnest(${column(over, "pipelineId")}::text[], ${column(over, "arn")}::text[], ${column(over, "signal")}::text[])
            AS g(pipeline_id, arn, signal) WHERE (e.pipeline_id, e.arn, e.signal) = (g.pipeline_id, g.arn, g.signal)`,
    );
  if (changed.length > 0)
    await execute(
      tx,
      sql`INSERT INTO pipeline_evidence (pipeline_id, arn, signal, account_id, state, sentence, at)
          SELECT * FROM unnest(${column(changed, "pipelineId")}::text[], ${column(changed, "arn")}::text[], ${column(changed, "signal")}::text[],
            ${changed.map(({ accountId }) => accountId ?? "")}::text[], ${column(changed, "state")}::text[], ${column(changed, "sentence")}::text[],
            ${column(changed, "at")}::timestamptz[])
          ON CONFLICT (pipeline_id, arn, signal) DO UPDATE SET account_id = EXCLUDED.account_id, state = EXCLUDED.state, sentence = EXCLUDED.sentence, at = EXCLUDED.at`,
    );
}

export interface JudgedHealth extends KnownHealth {
  readonly pipelineId: string;
}
/** Keeps how pipelines do, and that they were judged at that time. */
export async function saveHealth(tx: Tx, judged: readonly JudgedHealth[], at: Date): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at, candidate, candidate_since)
        SELECT g."pipelineId", g.state, g.reason, g.since, ${at}, g.candidate, g."candidateSince"
        FROM jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) AS g("pipelineId" text, state text, reason text, since timestamptz, candidate text, "candidateSince" timestamptz)
        ON CONFLICT (pipeline_id) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason, since = EXCLUDED.since, judged_at = EXCLUDED.judged_at,
          candidate = EXCLUDED.candidate, candidate_since = EXCLUDED.candidate_since`,
  );
}

/**
 * Ends the open span of each of these and opens the next at the same instant: nothing is left out in between, and one is open
 * of each. The state that is open already goes on.
 */
export async function turnSpans(tx: Tx, turned: readonly JudgedHealth[], at: Date): Promise<void> {
  if (turned.length === 0) return;
  const given = sql`jsonb_to_recordset(${JSON.stringify(turned)}::jsonb) AS g("pipelineId" text, state text, reason text)`;
  await execute(
    tx,
    sql`UPDATE pipeline_health_span s SET until_at = ${at} FROM ${given} WHERE s.pipeline_id = g."pipelineId" AND s.until_at IS NULL AND s.state <> g.state`,
  );
  await execute(
    tx,
    sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, state, reason) SELECT g."pipelineId", ${at}, g.state, g.reason FROM ${given}
        WHERE NOT EXISTS (SELECT 1 FROM pipeline_health_span s WHERE s.pipeline_id = g."pipelineId" AND s.until_at IS NULL)`,
  );
}

/**
 * Where nobody judged for five minutes the open span ends with the last judgement and a blind one follows: what was not looked at is not
 * told as well. Returns of which pipelines that is so.
 */
export async function noteGaps(tx: Tx, at: Date): Promise<Set<string>> {
  const gaps = await rows<{ id: string }>(
    tx,
    sql`WITH gap AS (SELECT pipeline_id, judged_at + interval '1 millisecond' AS from_at FROM pipeline_health WHERE judged_at < ${at}::timestamptz - interval '5 minutes'),
        ended AS (UPDATE pipeline_health_span s SET until_at = g.from_at FROM gap g WHERE s.pipeline_id = g.pipeline_id AND s.until_at IS NULL AND s.state <> 'blind' RETURNING s.pipeline_id, g.from_at)
        SELECT e.pipeline_id AS id FROM ended e`,
  );
  const ids = gaps.map(({ id }) => id);
  if (ids.length > 0)
    await execute(
      tx,
      sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, state, reason)
          SELECT pipeline_id, judged_at + interval '1 millisecond', 'blind', 'Nobody judged it in this time: no worker did.' FROM pipeline_health WHERE pipeline_id = ANY(${ids}::text[])`,
    );
  return new Set(ids);
}

/** What was known of pipelines that are gone ends: their spans close, the rest goes. */
export async function endHealthOfGone(tx: Tx, at: Date): Promise<void> {
  const gone = sql`NOT EXISTS (SELECT 1 FROM pipeline p WHERE p.id = x.pipeline_id AND ${LIVING})`;
  await execute(tx, sql`UPDATE pipeline_health_span x SET until_at = ${at} WHERE x.until_at IS NULL AND ${gone}`);
  await execute(tx, sql`DELETE FROM pipeline_health x WHERE ${gone}`);
  await execute(tx, sql`DELETE FROM pipeline_evidence x WHERE ${gone}`);
}

/** Forgets spans that ended so many days ago. */
export async function forgetHealthSpans(db: Sql, days: number): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM pipeline_health_span WHERE until_at < dlo_now() - make_interval(days => ${days}::int)`,
  );
}

export interface HealthSpan {
  readonly state: HealthState;
  readonly reason: string;
  readonly from: string;
  /** Null while it lasts. */
  readonly until: string | null;
}
/** The states of a pipeline within a window, clipped to it, oldest first; since nobody judges it is blind. The asker must see all of the pipeline. */
export function readHealthSpans(
  db: Sql,
  pipelineId: string,
  { from, until }: { from: Date; until: Date },
): Promise<HealthSpan[]> {
  return rows(
    db,
    sql`WITH kept AS (SELECT s.*, h.judged_at, s.until_at IS NULL AND s.state <> 'blind' AND coalesce(h.judged_at < ${until}::timestamptz - interval '5 minutes', false) AS is_left
          FROM pipeline_health_span s LEFT JOIN pipeline_health h ON h.pipeline_id = s.pipeline_id WHERE s.pipeline_id = ${pipelineId}),
        told AS (SELECT state, reason, from_at, CASE WHEN is_left THEN greatest(judged_at, from_at) ELSE until_at END AS until_at FROM kept
          UNION ALL SELECT 'blind', 'Nobody has judged it since then: no worker does.', greatest(judged_at, from_at), NULL FROM kept WHERE is_left)
        SELECT state, reason, greatest(from_at, ${from}) AS "from", CASE WHEN until_at <= ${until} THEN until_at END AS until
        FROM told WHERE from_at < ${until} AND (until_at IS NULL OR until_at > ${from}) ORDER BY from_at`,
  );
}
