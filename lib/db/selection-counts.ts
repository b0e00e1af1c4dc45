import type { Scope } from "@/lib/core/access/scope";
import type { Place } from "@/lib/core/selection/selection";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** How many names were listed in the scope, and how many of them are looked at. */
export async function countListed(db: Sql, scope: Scope): Promise<{ listedCount: number; selectedCount: number }> {
  const counts = await firstRow<{ listedCount: number; selectedCount: number }>(
    db,
    sql`SELECT count(*)::int AS listed_count, count(*) FILTER (WHERE l.is_selected)::int AS selected_count
        FROM queue_listing l JOIN account a ON a.id = l.account_id AND a.removed_at IS NULL AND l.region = ANY(a.regions)
        WHERE ${inScopeSql(scope, sql`l.account_id`)}`,
  );
  return counts ?? { listedCount: 0, selectedCount: 0 };
}

export interface ListedName extends Place {
  readonly accountId: string;
}
/** Every listed name of the scope, with what a selection can be about. */
export function listNamesInScope(db: Sql, scope: Scope): Promise<ListedName[]> {
  return rows<ListedName>(
    db,
    sql`SELECT l.account_id, a.name AS account_name, a.aws_account_id, l.region, l.name, l.tags
        FROM queue_listing l JOIN account a ON a.id = l.account_id AND a.removed_at IS NULL AND l.region = ANY(a.regions)
        WHERE ${inScopeSql(scope, sql`l.account_id`)} ORDER BY l.name, l.account_id, l.region`,
  );
}

export interface ListedPlace {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** When its names were last listed to the end; null when they never were. */
  readonly listedAt: string | null;
}
/** Every connected account × Region of the scope, listed or not. */
export function listListedPlaces(db: Sql, scope: Scope): Promise<ListedPlace[]> {
  return rows<ListedPlace>(
    db,
    sql`SELECT a.id AS account_id, a.name AS account_name, r.region,
          coalesce((SELECT max(l.seen_at) FROM queue_listing l WHERE l.account_id = a.id AND l.region = r.region), c.ok_at) AS listed_at
        FROM account a CROSS JOIN LATERAL unnest(a.regions) AS r(region)
        LEFT JOIN capability_state c ON c.account_id = a.id AND c.region = r.region AND c.feature = 'queues'
        WHERE a.removed_at IS NULL AND ${inScopeSql(scope, sql`a.id`)} ORDER BY a.name, a.id, r.region`,
  );
}
