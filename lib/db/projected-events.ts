import type { Sql } from "./connect";
import { firstRow, sql } from "./query";

/** How many of these messages are events of AWS services, as far as their projections were kept. */
export async function countEventsOfAws(db: Sql, messageRowIds: readonly string[]): Promise<number> {
  if (messageRowIds.length === 0) return 0;
  const found = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM message_projection
        WHERE message_row_id = ANY(${[...messageRowIds]}::text[]) AND body ->> 'source' LIKE 'aws.%'`,
  );
  return found?.count ?? 0;
}

/** Names of the rules of a bus that are switched on, those that archives and other services manage left out. */
export async function listRulesOn(db: Sql, busArn: string): Promise<string[]> {
  const found = await firstRow<{ names: string[] | null }>(
    db,
    sql`SELECT array_agg(r.name ORDER BY r.name) AS names FROM resource r
        WHERE r.kind = 'rule' AND r.deleted_at IS NULL AND r.config ->> 'busArn' = ${busArn}
          AND (r.config -> 'isEnabled')::boolean AND r.config ->> 'managedBy' IS NULL AND r.config ->> 'eventPattern' IS NOT NULL`,
  );
  return found?.names ?? [];
}
