import type { RawFact } from "@/lib/core/review/place";
import type { Sight } from "@/lib/core/review/summarise";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";
import { type ReviewSpan, withinSql } from "./review-span";

interface BlindRow {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly fromAt: string;
  readonly hours: number;
  readonly reason: string | null;
}
/** Hours of the week in which an account and Region could not be seen, for as long as it was connected. */
export async function readBlindFacts(db: Sql, { from, until }: ReviewSpan): Promise<RawFact[]> {
  const found = await rows<BlindRow>(
    db,
    sql`SELECT * FROM (SELECT b.account_id, a.name AS account_name, b.region, greatest(b.from_at, ${from}) AS from_at, b.reason,
            extract(epoch FROM least(coalesce(b.until_at, 'infinity'), coalesce(a.removed_at, 'infinity'), ${until}) - greatest(b.from_at, ${from}))::float8 / 3600 AS hours
          FROM blind_span b JOIN account a ON a.id = b.account_id AND (b.until_at IS NOT NULL OR b.region = ANY(a.regions))
          WHERE b.from_at < ${until} AND coalesce(b.until_at, 'infinity') > ${from}) s WHERE hours > 0`,
  );
  return found.map(({ accountId, accountName, region, fromAt, hours, reason }) => ({
    ...NOTHING_ELSE,
    ...{ kind: "blind", accountId, accountName, region, subjectId: accountId },
    ...{ label: `${accountName}, ${region}`, at: fromAt, value: hours, detail: { reason } },
  }));
}
const NOTHING_ELSE = { arn: null, queueArn: null, queueId: null, classId: null } as const;

interface FindingRow {
  readonly kind: "finding-opened" | "finding-closed";
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string;
  readonly arn: string;
  readonly rule: string;
  readonly severity: string;
  readonly summary: string;
  readonly owner: string | null;
  readonly at: string;
}
/**
 * Holes in coverage that were found and that were closed in the week. One that was both is in both. What was found within the
 * first hour of an account was there before anybody looked: it did not open.
 */
export async function readFindingFacts(db: Sql, span: ReviewSpan): Promise<RawFact[]> {
  const found = await rows<FindingRow>(
    db,
    sql`SELECT t.kind, f.id, f.account_id, a.name AS account_name, f.region, f.arn, f.rule, f.severity, f.summary, f.owner, t.at
        FROM (SELECT 'finding-opened' AS kind, id, first_seen_at AS at FROM coverage_finding WHERE ${withinSql(sql`first_seen_at`, span)}
          UNION ALL SELECT 'finding-closed', id, resolved_at FROM coverage_finding WHERE ${withinSql(sql`resolved_at`, span)}) t
        JOIN coverage_finding f ON f.id = t.id LEFT JOIN account a ON a.id = f.account_id
        WHERE t.kind = 'finding-closed' OR a.id IS NULL OR f.first_seen_at >= a.created_at + interval '1 hour'`,
  );
  return found.map(({ kind, id, accountId, accountName, region, arn, rule, severity, summary, owner, at }) => ({
    ...{ kind, accountId, accountName, region, arn, queueArn: null, queueId: null, classId: null, owner },
    ...{ subjectId: id, label: summary, at, value: 1, detail: { rule, severity } },
  }));
}

/** Of how many living dead-letter queues single messages are read. */
export async function readSight(db: Sql): Promise<Sight> {
  const row = await firstRow<Sight>(
    db,
    sql`SELECT count(*)::int AS dead_letter_count, count(*) FILTER (WHERE q.mode <> 'off')::int AS read_count FROM queue q
        JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL WHERE q.is_dead_letter_queue AND q.deleted_at IS NULL AND q.is_selected`,
  );
  return row ?? { deadLetterCount: 0, readCount: 0 };
}

interface UnownedRow {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}
/** Dead-letter queues that nobody answers for and that are no part of a pipeline. */
export async function readUnownedQueues(db: Sql): Promise<RawFact[]> {
  const found = await rows<UnownedRow>(
    db,
    sql`SELECT q.id, q.arn, q.name, q.account_id, a.name AS account_name, q.region FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL
        LEFT JOIN ownership w ON w.arn = q.arn WHERE q.is_dead_letter_queue AND q.deleted_at IS NULL AND q.is_selected AND w.owner IS NULL
          AND NOT EXISTS (SELECT 1 FROM pipeline_part p JOIN pipeline l ON l.id = p.pipeline_id AND l.gone_at IS NULL WHERE p.arn = q.arn)`,
  );
  return found.map(({ id, arn, name, accountId, accountName, region }) => ({
    ...{ kind: "unowned", accountId, accountName, region, arn, queueArn: null, queueId: id, classId: null },
    ...{ subjectId: id, label: name, at: null, value: 1, detail: { about: "queue" } },
  }));
}
