import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "./connect";
import { firstRow, sql } from "./query";
import { classInScopeSql, planInScopeSql } from "./scope";

/** When the first message of these classes is lost, of what waits now; null where nothing waits or nobody can tell. */
export async function firstLossOf(db: Sql, scope: Scope, classIds: readonly string[]): Promise<string | null> {
  const found = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT min(CASE WHEN d.present IS NULL THEN c.first_expiry_at
            ELSE (SELECT min(f.expires_at) FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present') END) AS at
        FROM failure_class c LEFT JOIN LATERAL (SELECT sum(x.present) AS present FROM class_delta x WHERE x.class_id = c.id) d ON true
        WHERE c.id = ANY(${[...classIds]}::text[]) AND c.present_count + coalesce(d.present, 0) > 0 AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  );
  return found?.at ?? null;
}

/** The run that was asked for last about these classes, or about the whole of these queues, in the scope. */
export async function lastRunIdAbout(
  db: Sql,
  scope: Scope,
  about: { readonly classIds: readonly string[]; readonly queueIds: readonly string[] },
): Promise<string | undefined> {
  const found = await firstRow<{ id: string }>(
    db,
    sql`SELECT r.id FROM run r WHERE (r.class_id = ANY(${[...about.classIds]}::text[]) OR (r.class_id IS NULL AND r.queue_id = ANY(${[...about.queueIds]}::text[])))
          AND ${planInScopeSql(scope, sql`r.account_id`, { id: sql`r.plan_id`, queueId: sql`r.queue_id` })}
        ORDER BY r.requested_at DESC LIMIT 1`,
  );
  return found?.id;
}

export interface StandingRow {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly anchorArn: string;
  readonly originKind: string;
  readonly queueArn: string | null;
}
/** Where a class stands, or the one that it lives on in. */
export function readStanding(db: Sql, scope: Scope, classId: string): Promise<StandingRow | undefined> {
  return firstRow<StandingRow>(
    db,
    sql`SELECT c.id, c.account_id, c.region, c.anchor_arn, c.origin_kind, q.arn AS queue_arn FROM failure_class c LEFT JOIN queue q ON q.id = c.queue_id
        WHERE c.id = (SELECT coalesce(x.merged_into, x.id) FROM failure_class x WHERE x.id = ${classId}) AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  );
}
