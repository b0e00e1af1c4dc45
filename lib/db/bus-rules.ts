import type { Sql } from "./connect";
import { firstRow, sql } from "./query";

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
