import type { Scope } from "@/lib/core/access/scope";
import type { ReviewFact } from "@/lib/core/review/fact";
import type { ReviewedPipeline, Unit } from "@/lib/core/review/review";
import type { Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { touchedPipelineSql, wholePipelineSql } from "./review-scope";

export interface ReviewRow {
  readonly id: string;
  readonly number: number;
  readonly week: string;
  readonly zone: string;
  readonly from: string;
  readonly until: string;
  readonly writtenAt: string;
  readonly writtenBy: string;
  readonly isPartial: boolean;
  readonly unitOne: string;
  readonly unitMany: string;
  readonly sha256: string;
}
const COLUMNS = sql`r.id, r.number, r.week, r.zone, r.from_at AS "from", r.until_at AS until, r.written_at, r.written_by, r.is_partial, r.unit_one, r.unit_many, r.sha256`;

export function findReview(db: Sql, id: string): Promise<ReviewRow | undefined> {
  return firstRow<ReviewRow>(db, sql`SELECT ${COLUMNS} FROM review r WHERE r.id = ${id}`);
}
/** The newest whole one, of a week or of all; only where there is none the newest partial one. */
export function findLatestReview(db: Sql, week: string | null = null): Promise<ReviewRow | undefined> {
  return firstRow<ReviewRow>(
    db,
    sql`SELECT ${COLUMNS} FROM review r WHERE ${week}::text IS NULL OR r.week = ${week} ORDER BY r.is_partial, r.until_at DESC, r.number DESC LIMIT 1`,
  );
}
/** The whole one of a week in a zone. */
export function findWholeReview(db: Sql, week: string, zone: string): Promise<ReviewRow | undefined> {
  return firstRow<ReviewRow>(
    db,
    sql`SELECT ${COLUMNS} FROM review r WHERE NOT r.is_partial AND r.week = ${week} AND r.zone = ${zone}`,
  );
}
/** When the last whole one that ended by then was written; null where there is none. */
export async function lastWrittenBefore(db: Sql, from: Date): Promise<Date | null> {
  const row = await firstRow<{ at: string }>(
    db,
    sql`SELECT written_at AS at FROM review WHERE NOT is_partial AND until_at <= ${from} ORDER BY until_at DESC, number DESC LIMIT 1`,
  );
  return row ? new Date(row.at) : null;
}
export async function listReviewRows(db: Sql, { cursor, limit }: PageRequest): Promise<Page<ReviewRow>> {
  const [before] = decodeCursor(cursor, ["count"]) ?? [null];
  const found = await rows<ReviewRow>(
    db,
    sql`SELECT ${COLUMNS} FROM review r WHERE ${before}::bigint IS NULL OR r.number < ${before}::bigint ORDER BY r.number DESC LIMIT ${limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM review`);
  return pageFrom(found, limit, ({ number }) => [number], total?.count ?? 0);
}
/** Whole reviews of these weeks that were written before this one or are it, newest first: what is written later changes no trend. */
export function listTrendReviews(
  db: Sql,
  weeks: readonly string[],
  review: Pick<ReviewRow, "id" | "number">,
): Promise<Pick<ReviewRow, "id" | "week">[]> {
  return rows(
    db,
    sql`SELECT r.id, r.week FROM review r WHERE r.week = ANY(${[...weeks]}::text[]) AND (r.id = ${review.id} OR (NOT r.is_partial AND r.number < ${review.number})) ORDER BY r.number DESC`,
  );
}

/** What was worked out over everything, by review; only for who sees everything. */
export async function readTotals<T>(db: Sql, ids: readonly string[]): Promise<Map<string, T>> {
  const found = await rows<{ reviewId: string; document: T }>(
    db,
    sql`SELECT review_id, document FROM review_total WHERE review_id = ANY(${[...ids]}::text[])`,
  );
  return new Map(found.map(({ reviewId, document }) => [reviewId, document]));
}

/** The pipelines of a review that lie in the scope as a whole, in its order. */
export async function listReviewPipelines(db: Sql, scope: Scope, id: string): Promise<ReviewedPipeline[]> {
  const found = await rows<{ document: ReviewedPipeline }>(
    db,
    sql`SELECT p.document FROM review_pipeline p WHERE p.review_id = ${id} AND ${wholePipelineSql(scope)} ORDER BY p.position`,
  );
  return found.map(({ document }) => document);
}
/** Of these those in the scope as a whole, by their id then: what they were called. */
export async function namesOfReviewPipelines(
  db: Sql,
  scope: Scope,
  id: string,
  pipelineIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await rows<{ pipelineId: string; name: string }>(
    db,
    sql`SELECT p.pipeline_id, p.name FROM review_pipeline p WHERE p.review_id = ${id} AND p.pipeline_id = ANY(${[...pipelineIds]}::text[]) AND ${wholePipelineSql(scope)}`,
  );
  return new Map(found.map(({ pipelineId, name }) => [pipelineId, name]));
}

export interface PipelineCounts {
  readonly wholeCount: number;
  /** Of which a part lies in the scope and a part does not. */
  readonly leftOutCount: number;
}
export async function countReviewPipelines(
  db: Sql,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, PipelineCounts>> {
  const found = await rows<PipelineCounts & { reviewId: string }>(
    db,
    sql`SELECT p.review_id, count(*) FILTER (WHERE ${wholePipelineSql(scope)})::int AS whole_count,
          count(*) FILTER (WHERE NOT ${wholePipelineSql(scope)} AND ${touchedPipelineSql(scope)})::int AS left_out_count
        FROM review_pipeline p WHERE p.review_id = ANY(${[...ids]}::text[]) GROUP BY 1`,
  );
  return new Map(found.map(({ reviewId, ...counts }) => [reviewId, counts]));
}

/** Writers take turns until their transactions end: the second finds what the first wrote. */
export async function takeTurnAtReviews(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('weekly-review'))`);
}

export interface NewReview {
  readonly id: string;
  readonly week: string;
  readonly zone: string;
  readonly from: Date;
  readonly until: Date;
  readonly writtenBy: string;
  readonly isPartial: boolean;
  readonly unit: Unit;
  readonly sha256: string;
  readonly tookMs: number;
}
export async function insertReview(tx: Tx, made: NewReview): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO review (id, week, zone, from_at, until_at, written_at, written_by, took_ms, sha256, is_partial, unit_one, unit_many)
        VALUES (${made.id}, ${made.week}, ${made.zone}, ${made.from}, ${made.until}, dlo_now(), ${made.writtenBy}, ${made.tookMs}, ${made.sha256}, ${made.isPartial}, ${made.unit.one}, ${made.unit.many})`,
  );
}

const BATCH = 2000;
export async function insertFacts(tx: Tx, reviewId: string, facts: readonly ReviewFact[]): Promise<void> {
  for (let start = 0; start < facts.length; start += BATCH)
    await execute(
      tx,
      sql`INSERT INTO review_fact (review_id, seq, kind, account_id, region, arn, queue_id, class_id, pipeline_id, owner, team, subject_id, label, at, value, detail)
          SELECT ${reviewId}, ${start}::int + x.ordinality, x.kind, x."accountId", x.region, x.arn, x."queueId", x."classId", x."pipelineId", x.owner, x.team, x."subjectId", x.label, x.at, x.value, x.detail
          FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(facts.slice(start, start + BATCH))}::jsonb) AS (kind text, "accountId" text, region text, arn text, "queueId" text, "classId" text,
            "pipelineId" text, owner text, team text, "subjectId" text, label text, at timestamptz, value float8, detail jsonb)) WITH ORDINALITY AS x`,
    );
}

export interface FrozenPipeline {
  readonly document: ReviewedPipeline;
  readonly accountIds: readonly string[];
  readonly partArns: readonly string[];
}
export async function insertReviewPipelines(
  tx: Tx,
  reviewId: string,
  pipelines: readonly FrozenPipeline[],
): Promise<void> {
  for (let start = 0; start < pipelines.length; start += BATCH)
    await execute(
      tx,
      sql`INSERT INTO review_pipeline (review_id, pipeline_id, position, name, owner, team, tier, account_ids, part_arns, document)
          SELECT ${reviewId}, x.document ->> 'id', (x.document ->> 'position')::int, x.document ->> 'name', x.document ->> 'owner', x.document ->> 'team', x.document ->> 'tier',
            ARRAY(SELECT jsonb_array_elements_text(x."accountIds")), ARRAY(SELECT jsonb_array_elements_text(x."partArns")), x.document
          FROM jsonb_to_recordset(${JSON.stringify(pipelines.slice(start, start + BATCH))}::jsonb) AS x(document jsonb, "accountIds" jsonb, "partArns" jsonb)`,
    );
}
export async function insertTotal(tx: Tx, reviewId: string, document: unknown): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO review_total (review_id, document) VALUES (${reviewId}, ${JSON.stringify(document)}::jsonb)`,
  );
}
/** Since when anything is watched; null while nothing is. */
export async function firstConnectedAt(db: Sql): Promise<Date | null> {
  const row = await firstRow<{ at: string | null }>(db, sql`SELECT min(created_at) AS at FROM account`);
  return row?.at ? new Date(row.at) : null;
}
/** Living channels of these names. */
export async function channelIdsOf(db: Sql, names: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT id FROM channel WHERE name = ANY(${[...names]}::text[]) AND removed_at IS NULL ORDER BY name`,
  );
  return found.map(({ id }) => id);
}
