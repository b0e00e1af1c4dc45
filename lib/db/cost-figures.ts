import type { Scope } from "@/lib/core/access/scope";
import type { UsdRange } from "@/lib/core/cost/cost-line";
import type { Prisma, Sql } from "./connect";
import { partSeenSql } from "./pipeline-membership";
import { nameSql } from "./pipelines";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface CostDay {
  readonly arn: string;
  readonly day: string;
  readonly accountId: string;
  readonly region: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly taxLow: number | null;
  readonly taxHigh: number | null;
  readonly messageCount: number | null;
  readonly missing: readonly string[];
}
/** Replaces these days; the same again changes nothing, so that two workers may work out the same: in one order, so that neither is a deadlock's victim. */
export async function saveCostDays(db: Sql, days: readonly CostDay[]): Promise<void> {
  if (days.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO cost_day AS d (arn, day, account_id, region, low, high, tax_low, tax_high, message_count, missing)
        SELECT g.arn, g.day, g."accountId", g.region, g.low, g.high, g."taxLow", g."taxHigh", g."messageCount",
          ARRAY(SELECT jsonb_array_elements_text(g.missing))
        FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS g(arn text, day date, "accountId" text, region text, low float8, high float8,
          "taxLow" float8, "taxHigh" float8, "messageCount" float8, missing jsonb) ORDER BY g.arn, g.day
        ON CONFLICT (arn, day) DO UPDATE SET account_id = EXCLUDED.account_id, region = EXCLUDED.region, low = EXCLUDED.low, high = EXCLUDED.high,
          tax_low = EXCLUDED.tax_low, tax_high = EXCLUDED.tax_high, message_count = EXCLUDED.message_count, missing = EXCLUDED.missing
        WHERE (d.account_id, d.low, d.high, d.tax_low, d.tax_high, d.message_count, d.missing) IS DISTINCT FROM
          (EXCLUDED.account_id, EXCLUDED.low, EXCLUDED.high, EXCLUDED.tax_low, EXCLUDED.tax_high, EXCLUDED.message_count, EXCLUDED.missing)`,
  );
}

/** Removes days that lie further back. */
export async function forgetCostDays(db: Sql, before: Date): Promise<void> {
  await execute(db, sql`DELETE FROM cost_day WHERE day < (${before}::timestamptz AT TIME ZONE 'UTC')::date`);
}

/** Days from `from` on and before `until`, in UTC, narrowed to an account or a Region. */
export interface CostSpan {
  readonly from: Date;
  readonly until: Date;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}
export function inSpanSql({ from, until, accountId, region }: CostSpan): Prisma.Sql {
  return sql`d.day >= (${from}::timestamptz AT TIME ZONE 'UTC')::date AND d.day < (${until}::timestamptz AT TIME ZONE 'UTC')::date
    AND (${accountId === undefined} OR d.account_id = ${accountId ?? ""}) AND (${region === undefined} OR d.region = ${region ?? ""})`;
}

/** Parts of living pipelines, and which of them belong to several: those are in no pipeline's sum. */
export const OWNED = sql`SELECT p.arn, min(p.pipeline_id) AS pipeline_id, count(*) > 1 OR bool_or(p.role = 'shared') AS is_shared, bool_or(p.role = 'entry') AS is_entry
  FROM pipeline_part p JOIN pipeline l ON l.id = p.pipeline_id AND l.gone_at IS NULL GROUP BY p.arn`;

export interface CostSum {
  readonly usd: UsdRange | null;
  readonly tax: UsdRange | null;
  /** What came in at its entries; null where nobody counted. */
  readonly messageCount: number | null;
  /** Days of which there is a figure. */
  readonly dayCount: number;
}
interface SumRow {
  readonly low: number | null;
  readonly high: number | null;
  readonly taxLow: number | null;
  readonly taxHigh: number | null;
  readonly messageCount: number | null;
  readonly dayCount: number;
  readonly isPart: boolean;
}
/** How many days have a figure. A span is a month at most, so that each day is a bit of its own: far cheaper than sorting them. */
const DAY_COUNT = sql`coalesce(bit_count(bit_or(1::bigint << extract(day FROM d.day)::int) FILTER (WHERE d.high IS NOT NULL)::bit(64)), 0)::int`;
const SUMS = sql`sum(d.low) AS low, sum(d.high) AS high, sum(d.tax_low) AS tax_low, sum(d.tax_high) AS tax_high, ${DAY_COUNT} AS day_count, bool_or(d.missing <> '{}') AS is_part`;
/** Nothing, of a part of what it should be about, is not known to be nothing. */
const range = (low: number | null, high: number | null, isPart: boolean): UsdRange | null =>
  low === null || high === null || (isPart && high === 0) ? null : { low, high };
const sumFrom = (row: SumRow): CostSum => ({
  usd: range(row.low, row.high, row.isPart),
  tax: range(row.taxLow, row.taxHigh, row.isPart),
  messageCount: row.messageCount,
  dayCount: row.dayCount,
});

/** Where a resource's cost goes that is in no pipeline's own sum. */
export const SHARED = "shared";
export const UNASSIGNED = "none";

/** What was worked out for the parts in the scope, by pipeline; what is shared and what is in none under keys of their own. */
export async function sumCosts(db: Sql, scope: Scope, span: CostSpan): Promise<Map<string, CostSum>> {
  const found = await rows<SumRow & { id: string }>(
    db,
    sql`SELECT CASE WHEN o.arn IS NULL THEN ${UNASSIGNED} WHEN o.is_shared THEN ${SHARED} ELSE o.pipeline_id END AS id, ${SUMS},
          sum(d.message_count) FILTER (WHERE o.is_entry AND NOT o.is_shared) AS message_count
        FROM cost_day d LEFT JOIN (${OWNED}) o ON o.arn = d.arn
        WHERE ${inSpanSql(span)} AND ${inScopeSql(scope, sql`d.account_id`, sql`d.arn`)} GROUP BY 1`,
  );
  return new Map(found.map(({ id, ...row }) => [id, sumFrom(row)]));
}

/** Each day of which there is a row, over all that lies in the scope. */
export async function sumCostDays(db: Sql, scope: Scope, span: CostSpan): Promise<(CostSum & { day: string })[]> {
  const found = await rows<SumRow & { day: string }>(
    db,
    sql`SELECT to_char(d.day, 'YYYY-MM-DD') AS day, ${SUMS}, NULL::float8 AS message_count FROM cost_day d
        WHERE ${inSpanSql(span)} AND ${inScopeSql(scope, sql`d.account_id`, sql`d.arn`)} GROUP BY 1 ORDER BY 1`,
  );
  return found.map(({ day, ...row }) => ({ day, ...sumFrom(row) }));
}

/** What is in no sum, and why, with how many resources it is about. */
export async function listMissing(db: Sql, scope: Scope, span: CostSpan): Promise<string[]> {
  const found = await rows<{ reason: string; count: number }>(
    db,
    sql`SELECT m.reason, count(DISTINCT d.arn)::int AS count FROM cost_day d CROSS JOIN LATERAL unnest(d.missing) m(reason)
        WHERE d.missing <> '{}' AND ${inSpanSql(span)} AND ${inScopeSql(scope, sql`d.account_id`, sql`d.arn`)} GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  return found.map(({ reason, count }) => `${count} ${count === 1 ? "resource" : "resources"}. ${reason}`);
}

/** Until when CloudWatch was asked for the use of all that was read; null where nothing was. */
export async function readUntil(db: Sql, scope: Scope): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT min(w.read_until) AS at FROM use_watch w JOIN account a ON a.id = w.account_id AND a.removed_at IS NULL AND a.polling = 'on'
        WHERE w.width_seconds = 3600 AND ${inScopeSql(scope, sql`w.account_id`, sql`w.arn`)}`,
  );
  return row?.at ?? null;
}

/** The same for each living pipeline. */
export async function readUntilByPipeline(db: Sql): Promise<Map<string, string>> {
  const found = await rows<{ id: string; at: string }>(
    db,
    sql`SELECT p.pipeline_id AS id, min(w.read_until) AS at FROM pipeline_part p JOIN use_watch w ON w.arn = p.arn AND w.width_seconds = 3600
        WHERE w.read_until IS NOT NULL GROUP BY 1`,
  );
  return new Map(found.map(({ id, at }) => [id, at]));
}

export interface CostedPipeline {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly partCount: number;
  readonly visibleCount: number;
  readonly sharedCount: number;
}
/** Living pipelines of which the asker sees a part, with how many parts of them they see. */
export function listCostedPipelines(db: Sql, scope: Scope): Promise<CostedPipeline[]> {
  return rows<CostedPipeline>(
    db,
    sql`SELECT l.id, ${nameSql(scope)} AS name, l.owner, l.part_count, v.count AS visible_count, v.shared AS shared_count
        FROM pipeline l JOIN (SELECT p.pipeline_id, count(*)::int AS count, count(*) FILTER (WHERE o.is_shared)::int AS shared,
            count(*) FILTER (WHERE ${partSeenSql(scope)}) AS seen
          FROM pipeline_part p JOIN (${OWNED}) o ON o.arn = p.arn WHERE p.account_id = '' OR ${partSeenSql(scope)} GROUP BY 1) v ON v.pipeline_id = l.id AND v.seen > 0
        WHERE l.gone_at IS NULL ORDER BY l.id`,
  );
}

/** Which of these parts belong to several pipelines. `arns` must be in the asker's scope. */
export async function listSharedArns(db: Sql, arns: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ arn: string }>(
    db,
    sql`SELECT o.arn FROM (${OWNED}) o WHERE o.is_shared AND o.arn = ANY(${[...arns]}::text[])`,
  );
  return new Set(found.map(({ arn }) => arn));
}

/** Keeps what each pipeline costs, for the list; those that are gone lose all their figures. In one order, like whoever keeps the others. */
export async function saveCostBriefs(db: Sql, briefs: readonly { id: string; cost: unknown }[]): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM pipeline_figures f WHERE NOT EXISTS (SELECT 1 FROM pipeline l WHERE l.id = f.pipeline_id AND l.gone_at IS NULL)`,
  );
  await execute(
    db,
    sql`INSERT INTO pipeline_figures AS f (pipeline_id, cost)
        SELECT g.id, g.cost FROM jsonb_to_recordset(${JSON.stringify(briefs)}::jsonb) AS g(id text, cost jsonb) JOIN pipeline l ON l.id = g.id AND l.gone_at IS NULL ORDER BY g.id
        ON CONFLICT (pipeline_id) DO UPDATE SET cost = EXCLUDED.cost`,
  );
}
