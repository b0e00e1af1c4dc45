import type { Scope } from "@/lib/core/access/scope";
import type { Fix, Severity } from "@/lib/core/coverage/rule";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql, touchedSql } from "./scope";

export interface FindingRow {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: "certain" | "possible";
  readonly summary: string;
  readonly arn: string;
  readonly part: string;
  readonly kind: ResourceKind;
  readonly name: string;
  /** Null when the resource is not in the inventory any more. */
  readonly resourceId: string | null;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly owner: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt: string | null;
  readonly suppressionId: string | null;
  readonly suppressionReason: string | null;
  readonly suppressedUntil: string | null;
  readonly suppressedBy: string | null;
  /** Ours, of other accounts whose resources the finding speaks of though only their own settings name this place. */
  readonly namedAccountIds: readonly string[];
}
export interface FindingDetailRow extends FindingRow {
  readonly detail: {
    readonly evidence: readonly { readonly label: string; readonly value: string }[];
    readonly fix: Fix | null;
    readonly failingStageArn: string | null;
  };
}

/** The suppression that holds now, the one that ends last when there are several. One whose end has come holds no more. */
const SUPPRESSION = sql`LEFT JOIN LATERAL (SELECT s.id, s.reason, s.until, s.created_by FROM coverage_suppression s
    WHERE s.rule = f.rule AND s.arn = f.arn AND (s.part IS NULL OR s.part = f.part) AND s.lifted_at IS NULL AND s.until > dlo_now()
    ORDER BY s.until DESC, s.id LIMIT 1) s ON true`;

/** Findings that were not resolved, of accounts that are connected; `is_judged` when the last judgement saw them. */
export const OPEN_FINDINGS = sql`SELECT f.account_id, f.region, f.rule, f.arn, f.owner, f.severity, s.id AS suppression_id,
    f.last_seen_at = (SELECT judged_at FROM coverage_judgement) AS is_judged
  FROM coverage_finding f JOIN account a ON a.id = f.account_id AND a.removed_at IS NULL ${SUPPRESSION} WHERE f.resolved_at IS NULL`;

const RANK = sql`array_position(ARRAY['critical', 'high', 'medium', 'low'], f.severity)`;
const COLUMNS = sql`f.id, f.rule, f.severity, f.confidence, f.summary, f.arn, f.part, f.kind, f.detail ->> 'name' AS name, coalesce(q.id, r.id) AS resource_id,
  f.account_id, a.name AS account_name, f.region, f.owner, f.first_seen_at, f.last_seen_at, f.resolved_at, s.id AS suppression_id,
  s.reason AS suppression_reason, s.until AS suppressed_until, s.created_by AS suppressed_by,
  coalesce(f.detail -> 'namedAccountIds', '[]') AS named_account_ids`;
const FROM = sql`coverage_finding f JOIN account a ON a.id = f.account_id AND a.removed_at IS NULL
  LEFT JOIN queue q ON q.arn = f.arn AND q.deleted_at IS NULL LEFT JOIN resource r ON r.arn = f.arn AND r.deleted_at IS NULL ${SUPPRESSION}`;

export interface CoveragePlace {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}
export interface FindingFilter extends PageRequest, CoveragePlace {
  readonly severity?: Severity | undefined;
  readonly rule?: string | undefined;
  /** Empty: what nobody owns. */
  readonly owner?: string | undefined;
  readonly arn?: string | undefined;
  readonly isSuppressed?: boolean | undefined;
}

/** `AND`-able condition on the rows of `f`, which speak of one ARN each: in scope and at the place. */
function atPlace(scope: Scope, place: CoveragePlace): Prisma.Sql {
  return sql`${inScopeSql(scope, sql`f.account_id`, sql`f.arn`)} AND ${at(place)}`;
}

function at({ accountId, region }: CoveragePlace): Prisma.Sql {
  return sql`(${accountId ?? null}::text IS NULL OR f.account_id = ${accountId ?? null})
    AND (${region ?? null}::text IS NULL OR f.region = ${region ?? null})`;
}

function matching(scope: Scope, filter: FindingFilter): Prisma.Sql {
  const { severity = null, rule = null, owner = null, arn = null, isSuppressed = false } = filter;
  return sql`f.resolved_at IS NULL AND ${atPlace(scope, filter)} AND (s.id IS NOT NULL) = ${isSuppressed}
    AND (${severity}::text IS NULL OR f.severity = ${severity}) AND (${rule}::text IS NULL OR f.rule = ${rule})
    AND (${owner}::text IS NULL OR coalesce(f.owner, '') = ${owner}) AND (${arn}::text IS NULL OR f.arn = ${arn})`;
}

/** Open findings, worst first, then by name; only suppressed ones, or only those that count. */
export async function listFindings(db: Sql, scope: Scope, filter: FindingFilter): Promise<Page<FindingRow>> {
  const [afterRank, afterName, afterId] = decodeCursor(filter.cursor, ["count", "text", "text"]) ?? [null, null, null];
  const name = sql`f.detail ->> 'name'`;
  const found = await rows<FindingRow & { rank: number }>(
    db,
    sql`SELECT ${COLUMNS}, ${RANK} AS rank FROM ${FROM} WHERE ${matching(scope, filter)}
          AND (${afterId}::text IS NULL OR (${RANK}, ${name}, f.id) > (${afterRank}::bigint, ${afterName}::text, ${afterId}::text))
        ORDER BY ${RANK}, ${name}, f.id LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM ${FROM} WHERE ${matching(scope, filter)}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.rank, row.name, row.id], total?.count ?? 0);
}

/** One finding, open or resolved. */
export function getFinding(db: Sql, scope: Scope, id: string): Promise<FindingDetailRow | undefined> {
  return firstRow<FindingDetailRow>(
    db,
    sql`SELECT ${COLUMNS}, f.detail FROM ${FROM} WHERE f.id = ${id} AND ${inScopeSql(scope, sql`f.account_id`, sql`f.arn`)}`,
  );
}

export interface Suppression {
  readonly id: string;
  readonly finding: Pick<FindingRow, "accountId" | "rule" | "arn" | "part">;
  readonly reason: string;
  readonly until: Date;
  readonly by: string;
  readonly at: Date;
}
/** Accepts a hole until a day. It is bound to rule, resource and part: a finding that closes and opens again stays accepted. */
export async function insertSuppression(db: Sql, { id, finding, reason, until, by, at }: Suppression): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO coverage_suppression (id, account_id, rule, arn, part, reason, until, created_at, created_by)
        VALUES (${id}, ${finding.accountId}, ${finding.rule}, ${finding.arn}, ${finding.part}, ${reason}, ${until}, ${at}, ${by})`,
  );
}

/** Ends every suppression that covers this hole now; returns how many there were. */
export function liftSuppressions(db: Sql, f: Suppression["finding"], at: Date): Promise<number> {
  return execute(
    db,
    sql`UPDATE coverage_suppression SET lifted_at = ${at} WHERE rule = ${f.rule} AND arn = ${f.arn} AND (part IS NULL OR part = ${f.part})
          AND lifted_at IS NULL AND until > dlo_now()`,
  );
}

export interface CoverageCount {
  readonly accountId: string;
  readonly accountName: string;
  readonly owner: string | null;
  readonly checked: number;
  /** Judged places from which an event vanishes: open critical and high findings. */
  readonly vanishing: number;
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly suppressed: number;
}
/**
 * What was looked at and what is open now, for each owner in each connected account, with or without anything to count. Of
 * an account of which somebody sees single resources: what is open at those, and nothing when nothing is.
 */
export function countCoverage(db: Sql, scope: Scope, place: CoveragePlace): Promise<CoverageCount[]> {
  const open = (condition: Prisma.Sql) => sql`(f.suppression_id IS NULL AND ${condition})::int`;
  return rows<CoverageCount>(
    db,
    sql`WITH part AS (
          SELECT f.account_id, nullif(f.owner, '') AS owner, f.checked, 0 AS vanishing, 0 AS critical, 0 AS high, 0 AS medium, 0 AS low, 0 AS suppressed
          FROM coverage_checked f WHERE ${inScopeSql(scope, sql`f.account_id`)} AND ${at(place)}
          UNION ALL
          SELECT f.account_id, f.owner, 0, ${open(sql`f.is_judged AND f.severity IN ('critical', 'high')`)}, ${open(sql`f.severity = 'critical'`)},
            ${open(sql`f.severity = 'high'`)}, ${open(sql`f.severity = 'medium'`)}, ${open(sql`f.severity = 'low'`)}, (f.suppression_id IS NOT NULL)::int
          FROM (${OPEN_FINDINGS}) f WHERE ${atPlace(scope, place)})
        SELECT f.id AS account_id, f.name AS account_name, p.owner, coalesce(sum(p.checked), 0)::int AS checked, coalesce(sum(p.vanishing), 0)::int AS vanishing,
          coalesce(sum(p.critical), 0)::int AS critical, coalesce(sum(p.high), 0)::int AS high, coalesce(sum(p.medium), 0)::int AS medium,
          coalesce(sum(p.low), 0)::int AS low, coalesce(sum(p.suppressed), 0)::int AS suppressed
        FROM account f LEFT JOIN part p ON p.account_id = f.id
        WHERE f.removed_at IS NULL AND (${inScopeSql(scope, sql`f.id`)} OR p.account_id IS NOT NULL) AND (${place.accountId ?? null}::text IS NULL OR f.id = ${place.accountId ?? null})
          AND (${place.region ?? null}::text IS NULL OR ${place.region ?? null} = ANY(f.regions)) GROUP BY 1, 2, 3 ORDER BY 2, 1`,
  );
}

export interface RuleCount {
  readonly rule: string;
  readonly openCount: number;
  readonly worst: Severity;
}
export function countByRule(db: Sql, scope: Scope, place: CoveragePlace): Promise<RuleCount[]> {
  return rows<RuleCount>(
    db,
    sql`SELECT f.rule, count(*)::int AS open_count, (array_agg(f.severity ORDER BY ${RANK}))[1] AS worst
        FROM (${OPEN_FINDINGS}) f WHERE f.suppression_id IS NULL AND ${atPlace(scope, place)} GROUP BY 1`,
  );
}

export interface TrendRow {
  /** Empty for all accounts together. */
  readonly accountId: string;
  readonly day: string;
  readonly checked: number;
  readonly covered: number;
}
/** Figures of the last 90 days: of each account in scope, and of all accounts for those who may see all. */
export function listTrends(db: Sql, scope: Scope): Promise<TrendRow[]> {
  return rows<TrendRow>(
    db,
    sql`SELECT account_id, to_char(day, 'YYYY-MM-DD') AS day, checked, covered FROM coverage_score
        WHERE owner = '' AND day > (dlo_now() AT TIME ZONE 'UTC')::date - 90 AND ${inScopeSql(scope, sql`account_id`)} ORDER BY day`,
  );
}

export async function findJudgedAt(db: Sql): Promise<string | null> {
  return (await firstRow<{ judgedAt: string }>(db, sql`SELECT judged_at FROM coverage_judgement`))?.judgedAt ?? null;
}

export interface BlindPlace {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly feature: string;
}
/**
 * Connected places of which one of these features was not read at the last try, or never. An account of which only names
 * are listed is one blind place for each Region. What a Region does not have is not blind.
 */
export function listBlindPlaces(
  db: Sql,
  scope: Scope,
  place: CoveragePlace,
  features: readonly string[],
): Promise<BlindPlace[]> {
  return rows<BlindPlace>(
    db,
    sql`SELECT f.account_id, f.account_name, f.region, t.feature
        FROM (SELECT a.id AS account_id, a.name AS account_name, a.polling, unnest(a.regions) AS region FROM account a WHERE a.removed_at IS NULL) f
        CROSS JOIN unnest(${[...features]}::text[]) AS t(feature)
        LEFT JOIN capability_state c ON c.account_id = f.account_id AND c.region = f.region AND c.feature = t.feature
        WHERE ${touchedSql(scope, sql`f.account_id`)} AND ${at(place)} AND (f.polling = 'on' OR t.feature = 'queues')
          AND (f.polling <> 'on' OR c.ok_at IS NULL OR c.state NOT IN ('ok', 'absent')) AND coalesce(c.state, '') <> 'absent'
        ORDER BY f.account_name, f.region, t.feature LIMIT 5000`,
  );
}
