import type { Scope } from "@/lib/core/actor";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";
import type { QueueRow } from "./queues";
import { inScopeSql } from "./scope";

export interface ChangeRow {
  readonly id: string;
  readonly at: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}
export async function insertChanges(
  db: Sql,
  queue: QueueRow,
  at: Date,
  changes: readonly Omit<ChangeRow, "at">[],
): Promise<void> {
  for (const change of changes)
    await execute(
      db,
      sql`INSERT INTO config_change (id, account_id, region, queue_id, at, field, before, after)
          VALUES (${change.id}, ${queue.accountId}, ${queue.region}, ${queue.id}, ${at}, ${change.field}, ${change.before}, ${change.after})`,
    );
}
export function listChanges(
  db: Sql,
  scope: Scope,
  queueIds: readonly string[],
  limit = 100,
): Promise<(ChangeRow & { queueName: string })[]> {
  return rows(
    db,
    sql`SELECT c.id, c.at, c.field, c.before, c.after, q.name AS queue_name FROM config_change c JOIN queue q ON q.id = c.queue_id
        WHERE c.queue_id = ANY(${[...queueIds]}::text[]) AND ${inScopeSql(scope, sql`c.account_id`)} ORDER BY c.at DESC, c.id DESC LIMIT ${limit}`,
  );
}
