import type { Scope } from "@/lib/core/access/scope";
import type { TieEdge } from "@/lib/core/failures/suspects/ties";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** A bus or topic may lead to thousands of things; nobody reads more suspects than these lead to. */
const MOST_EDGES = 1_000;
const MOST_TIED = 200;
const MOST_OTHERS = 50;

/** What leads to these ARNs and where they lead, as settings in the scope say it; alarms and archives lead nowhere. */
export function listEdgesAround(db: Sql, scope: Scope, arns: readonly string[]): Promise<TieEdge[]> {
  const around = [...arns];
  return rows<TieEdge>(
    db,
    sql`SELECT e.from_arn AS "from", e.to_arn AS "to", e.kind FROM resource_edge e
        WHERE (e.from_arn = ANY(${around}::text[]) OR e.to_arn = ANY(${around}::text[])) AND e.kind NOT IN ('watches', 'archives') AND ${inScopeSql(scope, sql`e.account_id`)}
        UNION SELECT q.arn, q.dead_letter_target_arn, 'dead-letters' FROM queue q
        WHERE q.deleted_at IS NULL AND q.dead_letter_target_arn IS NOT NULL AND (q.arn = ANY(${around}::text[]) OR q.dead_letter_target_arn = ANY(${around}::text[]))
          AND ${inScopeSql(scope, sql`q.account_id`)}
        ORDER BY 3, 1, 2 LIMIT ${MOST_EDGES}`,
  );
}

export interface NearChange {
  readonly id: string;
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly region: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: string;
  readonly since: string | null;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}
const COLUMNS = sql`c.id, c.arn, c.kind, c.region, c.field, c.before, c.after, c.at, c.since, c.changed_at, c.changed_by`;

/**
 * Changes that were, or may have been, made in this time: all of these ARNs, and of the rest of the account those nearest to
 * the onset. Bounded in number; which of them matter is not judged here.
 */
export async function listChangesNear(
  db: Sql,
  scope: Scope,
  near: {
    readonly arns: readonly string[];
    readonly accountId: string;
    readonly from: Date;
    readonly onsetAt: Date;
    readonly until: Date;
  },
): Promise<NearChange[]> {
  const arns = [...near.arns];
  const mayBeWithin = sql`c.at >= ${near.from} AND coalesce(c.changed_at, c.since, c.at) <= ${near.until} AND ${inScopeSql(scope, sql`c.account_id`)}`;
  const tied = await rows<NearChange>(
    db,
    sql`SELECT ${COLUMNS} FROM config_change c WHERE c.arn = ANY(${arns}::text[]) AND ${mayBeWithin} ORDER BY c.at LIMIT ${MOST_TIED}`,
  );
  const others = await rows<NearChange>(
    db,
    sql`SELECT ${COLUMNS} FROM config_change c
        WHERE c.account_id = ${near.accountId} AND c.at <= ${near.until} AND c.kind <> 'alarm' AND NOT c.arn = ANY(${arns}::text[]) AND ${mayBeWithin}
        ORDER BY abs(extract(epoch FROM c.at - ${near.onsetAt}::timestamptz)), c.id LIMIT ${MOST_OTHERS}`,
  );
  return [...tied, ...others];
}
