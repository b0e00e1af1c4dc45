import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";

export interface MatchedPeriod {
  readonly arn: string;
  readonly at: string;
  readonly matched: number;
}

/** How many events each of these rules matched, by period; where nothing was told there is no row. `arns` must be in the asker's scope. */
export function readMatched(
  db: Sql,
  arns: readonly string[],
  {
    from,
    until,
    periodSeconds,
  }: { readonly from: Date; readonly until: Date; readonly periodSeconds: 60 | 300 | 3600 },
): Promise<MatchedPeriod[]> {
  if (periodSeconds === 60)
    return rows<MatchedPeriod>(
      db,
      sql`SELECT arn, at, matched FROM series.event_figure WHERE arn = ANY(${[...arns]}::text[]) AND matched IS NOT NULL AND at >= ${from} AND at < ${until} ORDER BY arn, at`,
    );
  return rows<MatchedPeriod>(
    db,
    sql`SELECT arn, bucket AS at, matched FROM series.event_rollup
        WHERE arn = ANY(${[...arns]}::text[]) AND width_seconds = ${periodSeconds}::int AND matched IS NOT NULL AND bucket >= ${from} AND bucket < ${until} ORDER BY arn, bucket`,
  );
}

/** Until when the figures of all of these rules were read; null where of one of them nobody knows. */
export async function figuresToldUntil(db: Sql, arns: readonly string[]): Promise<string | null> {
  const row = await firstRow<{ until: string | null }>(
    db,
    sql`SELECT CASE WHEN bool_and(g.until IS NOT NULL) THEN min(g.until) END AS until
        FROM (SELECT max(w.read_until) AS until FROM unnest(${[...arns]}::text[]) AS a(arn) LEFT JOIN event_watch w ON w.arn = a.arn GROUP BY a.arn) g`,
  );
  return row?.until ?? null;
}

/** Since when anything is known of the events of these rules, by rule. */
export async function matchedSince(db: Sql, arns: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ arn: string; since: string }>(
    db,
    sql`SELECT arn, min(bucket) AS since FROM series.event_rollup WHERE arn = ANY(${[...arns]}::text[]) AND width_seconds = 3600 AND matched IS NOT NULL GROUP BY arn`,
  );
  return new Map(found.map(({ arn, since }) => [arn, since]));
}
