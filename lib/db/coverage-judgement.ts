import type { Activity, Severity } from "@/lib/core/coverage/rule";
import type { RhythmKind } from "@/lib/core/events/rhythm";
import { FEATURE_OF_KIND } from "@/lib/core/inventory/feature-kinds";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql, Tx } from "./connect";
import { OPEN_FINDINGS } from "./coverage";
import { execute, firstRow, rows, sql } from "./query";
import { BEGUN_AT } from "./resource-graph";

const BATCH = 500;
const FEATURES = [...new Set(Object.values(FEATURE_OF_KIND))];

/** Workers judge in turns, each until its transaction ends. */
export async function takeTurnAtJudging(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('coverage-judge'))`);
}

/**
 * A text that changes when something changes that a judgement is made from: resources, what could be read and whether that was looked into since the last change, owners, what
 * people accepted or asked for. The clock is not in it.
 */
export async function readBasis(db: Sql): Promise<string> {
  const row = await firstRow<{ basis: string }>(
    db,
    sql`SELECT md5(concat_ws('|',
      (SELECT concat_ws(' ', count(*), count(deleted_at), max(changed_at), sum(hashtextextended(arn || tags::text, 0))) FROM resource),
      (SELECT sum(hashtextextended(concat_ws(' ', arn, settings, tags, dead_letter_target_arn, is_selected, deleted_at), 0)) FROM queue),
      (SELECT sum(hashtextextended(concat_ws(' ', account_id, region, feature, state, ok_at > dlo_now() - interval '1 hour', ok_at = checked_at), 0)) FROM capability_state),
      (SELECT count(*) FROM capability_state c WHERE ${BEGUN_AT} > (SELECT max(at) FROM config_change WHERE at > dlo_now() - interval '1 day')),
      (SELECT sum(hashtextextended(concat_ws(' ', id, name, regions, polling, removed_at), 0)) FROM account),
      (SELECT concat_ws(' ', count(*), max(last_matched_at), md5(string_agg(arn, ' ' ORDER BY arn) FILTER (WHERE rhythm = 'silent'))) FROM activity),
      (SELECT concat_ws(' ', count(*), max(set_at)) FROM owner_by_hand),
      (SELECT concat_ws(' ', count(*), max(created_at)) FROM coverage_suppression WHERE lifted_at IS NULL AND until > dlo_now()),
      (SELECT string_agg(concat_ws(' ', key, updated_at), ' ' ORDER BY key) FROM setting WHERE key IN ('owner-rules', 'coverage-asked')))) AS basis`,
  );
  return row?.basis ?? "";
}

export interface LastJudgement {
  readonly basis: string;
  readonly judgedAt: string;
  readonly ageSeconds: number;
}
export function findLastJudgement(db: Sql): Promise<LastJudgement | undefined> {
  return firstRow<LastJudgement>(
    db,
    sql`SELECT basis, judged_at, extract(epoch FROM dlo_now() - judged_at)::float8 AS age_seconds FROM coverage_judgement`,
  );
}

/** Notes that it was judged now, by the database's clock, and returns that time: findings seen now carry it too. */
export async function noteJudged(tx: Tx, basis: string): Promise<Date> {
  const row = await firstRow<{ judgedAt: string }>(
    tx,
    sql`INSERT INTO coverage_judgement (id, judged_at, basis) VALUES (1, dlo_now(), ${basis})
        ON CONFLICT (id) DO UPDATE SET judged_at = EXCLUDED.judged_at, basis = EXCLUDED.basis RETURNING judged_at`,
  );
  if (!row) throw new Error("an upsert without a row");
  return new Date(row.judgedAt);
}

/** When rules last matched and how often they do, by ARN; absent where nobody could measure it. */
export async function listActivity(db: Sql): Promise<Map<string, Activity>> {
  const found = await rows<{
    arn: string;
    lastMatchedAt: string | null;
    usualGapSeconds: number | null;
    watchedFrom: string;
    rhythm: RhythmKind | null;
    rhythmSentence: string | null;
  }>(db, sql`SELECT arn, last_matched_at, usual_gap_seconds, watched_from, rhythm, rhythm_sentence FROM activity`);
  return new Map(
    found.map(({ arn, lastMatchedAt, usualGapSeconds, watchedFrom, rhythm, rhythmSentence }) => [
      arn,
      {
        lastMatchedAt: lastMatchedAt ? new Date(lastMatchedAt) : null,
        usualGapSeconds,
        watchedFrom: new Date(watchedFrom),
        rhythm: rhythm && { kind: rhythm, sentence: rhythmSentence ?? "" },
      },
    ]),
  );
}

export interface OpenFinding {
  readonly id: string;
  readonly rule: string;
  readonly arn: string;
  readonly part: string;
  readonly kind: ResourceKind;
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly region: string;
  /** The account was removed, or has lost the Region. */
  readonly isLeft: boolean;
}
/** Every finding that was not resolved, suppressed or not. */
export function listOpenFindings(db: Sql): Promise<OpenFinding[]> {
  return rows<OpenFinding>(
    db,
    sql`SELECT f.id, f.rule, f.arn, f.part, f.kind, f.account_id, a.aws_account_id, f.region,
          a.removed_at IS NOT NULL OR NOT f.region = ANY(a.regions) AS is_left
        FROM coverage_finding f JOIN account a ON a.id = f.account_id WHERE f.resolved_at IS NULL`,
  );
}

export interface SeenFinding {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly rule: string;
  readonly arn: string;
  readonly part: string;
  readonly kind: ResourceKind;
  readonly severity: Severity;
  readonly confidence: "certain" | "possible";
  readonly summary: string;
  readonly owner: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** Opens what is new and renews what is open already, which keeps its id and its first day. */
export async function saveFindings(tx: Tx, found: readonly SeenFinding[], at: Date): Promise<void> {
  for (let start = 0; start < found.length; start += BATCH)
    await execute(
      tx,
      sql`INSERT INTO coverage_finding AS f (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, owner, first_seen_at, last_seen_at)
          SELECT x.id, x."accountId", x.region, x.rule, x.arn, x.part, x.kind, x.severity, x.confidence, x.summary, x.detail, x.owner, ${at}, ${at}
          FROM jsonb_to_recordset(${storableJson(found.slice(start, start + BATCH))}::jsonb) AS x(id text, "accountId" text, region text, rule text, arn text, part text,
            kind text, severity text, confidence text, summary text, detail jsonb, owner text)
          ON CONFLICT (rule, arn, part) WHERE resolved_at IS NULL DO UPDATE SET account_id = EXCLUDED.account_id, region = EXCLUDED.region, kind = EXCLUDED.kind,
            severity = EXCLUDED.severity, confidence = EXCLUDED.confidence, summary = EXCLUDED.summary, owner = EXCLUDED.owner, last_seen_at = EXCLUDED.last_seen_at,
            detail = CASE WHEN f.detail = EXCLUDED.detail THEN f.detail ELSE EXCLUDED.detail END`,
    );
}

/** jsonb takes neither NUL nor half a character; one such value must not stop all others from being written. */
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === "string" ? part.replaceAll("\u0000", "").toWellFormed() : part,
  );
}

export async function resolveFindings(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length > 0)
    await execute(tx, sql`UPDATE coverage_finding SET resolved_at = ${at} WHERE id = ANY(${[...ids]}::text[])`);
}

export interface CheckedCount {
  readonly accountId: string;
  readonly region: string;
  /** Empty for nobody. */
  readonly owner: string;
  readonly checked: number;
}
/** Replaces how many places were looked at, by account, Region and owner. What was read and has no such place has a row of none. */
export async function saveChecked(tx: Tx, counts: readonly CheckedCount[]): Promise<void> {
  const column = (key: keyof CheckedCount) => counts.map((count) => count[key]);
  await execute(tx, sql`DELETE FROM coverage_checked`);
  await execute(
    tx,
    sql`INSERT INTO coverage_checked (account_id, region, owner, checked)
        SELECT * FROM unnest(${column("accountId")}::text[], ${column("region")}::text[], ${column("owner")}::text[], ${column("checked")}::int[])`,
  );
  await execute(
    tx,
    sql`INSERT INTO coverage_checked (account_id, region, owner, checked) SELECT DISTINCT c.account_id, c.region, '', 0 FROM capability_state c
        JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL AND c.region = ANY(a.regions) AND a.polling = 'on'
        WHERE c.ok_at IS NOT NULL AND c.feature = ANY(${FEATURES}::text[]) ON CONFLICT DO NOTHING`,
  );
}

/**
 * The figures of the UTC day, as they stand now: for each owner in each account, each account ('' for all owners) and all
 * of it ('' for all accounts). What nobody owns is in the sums only.
 */
export async function saveScores(tx: Tx): Promise<void> {
  await execute(tx, sql`DELETE FROM coverage_score WHERE day = (dlo_now() AT TIME ZONE 'UTC')::date`);
  await execute(
    tx,
    sql`WITH part AS (
          SELECT c.account_id, c.owner, c.checked, 0 AS vanishing, 0 AS critical, 0 AS high, 0 AS medium, 0 AS low
          FROM coverage_checked c JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL
          UNION ALL
          SELECT f.account_id, coalesce(f.owner, ''), 0, (f.is_judged AND f.severity IN ('critical', 'high'))::int, (f.severity = 'critical')::int,
            (f.severity = 'high')::int, (f.severity = 'medium')::int, (f.severity = 'low')::int
          FROM (${OPEN_FINDINGS}) f WHERE f.suppression_id IS NULL)
        INSERT INTO coverage_score (account_id, owner, day, checked, covered, critical, high, medium, low)
        SELECT coalesce(account_id, ''), CASE WHEN grouping(owner) = 1 THEN '' ELSE owner END, (dlo_now() AT TIME ZONE 'UTC')::date,
          sum(checked), greatest(sum(checked) - sum(vanishing), 0), sum(critical), sum(high), sum(medium), sum(low)
        FROM part GROUP BY GROUPING SETS ((account_id, owner), (account_id), ()) HAVING count(*) > 0 AND (grouping(owner) = 1 OR owner <> '')`,
  );
}
