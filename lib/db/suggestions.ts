import type { Scope } from "@/lib/core/access/scope";
import type { JsonValue } from "@/lib/core/messages/json";
import type { NameField } from "@/lib/core/search/fields";
import type { Prisma, Sql } from "./connect";
import { livingClass } from "./living-class";
import { rows, sql } from "./query";
import { classInScopeSql, inScopeSql } from "./scope";

const MOST_VALUES = 10;
/** Of so many of the newest messages groups are told: most installations have no FIFO queue, and all would be looked through. */
const MOST_SAMPLED = 5_000;

const SOURCES: Readonly<Record<Exclude<NameField, "id" | "error">, (scope: Scope) => Prisma.Sql>> = {
  type: (scope) =>
    sql`SELECT c.message_type AS value FROM failure_class c WHERE ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  queue: (scope) =>
    sql`SELECT q.name AS value FROM queue q WHERE q.is_dead_letter_queue AND q.deleted_at IS NULL AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}`,
  account: (scope) =>
    sql`SELECT a.name AS value FROM account a WHERE a.removed_at IS NULL AND ${inScopeSql(scope, sql`a.id`)}`,
  region: (scope) =>
    sql`SELECT c.region AS value FROM failure_class c WHERE ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  version: (scope) =>
    sql`SELECT c.consumer_version AS value FROM failure_class c WHERE c.consumer_version IS NOT NULL AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}`,
  group: (scope) =>
    sql`SELECT g.value FROM (SELECT f.group_id AS value FROM failed_message f WHERE ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
        ORDER BY f.first_seen_at DESC, f.id DESC LIMIT ${MOST_SAMPLED}) g WHERE g.value IS NOT NULL`,
};

/** Names that messages in the scope have and that begin so, in any case of letters. Ids and error texts are not suggested. */
export async function listNames(db: Sql, scope: Scope, field: NameField, prefix: string): Promise<string[]> {
  if (field === "id" || field === "error") return [];
  const pattern = `${prefix.replace(/^"/, "").replace(/[\\%_]/g, "\\$&")}%`;
  const found = await rows<{ value: string }>(
    db,
    sql`SELECT DISTINCT s.value FROM (${SOURCES[field](scope)}) s WHERE s.value ILIKE ${pattern} ORDER BY 1 LIMIT ${MOST_VALUES}`,
  );
  return found.map(({ value }) => value);
}

/** The newest projections in a scope, a class or a queue. */
export function sampleProjections(
  db: Sql,
  scope: Scope,
  by: { classId?: string | undefined; queueId?: string | undefined },
  limit: number,
): Promise<{ body: JsonValue; attributes: JsonValue }[]> {
  return rows(
    db,
    sql`SELECT p.body, p.attributes FROM (
          SELECT f.id FROM failed_message f WHERE ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
            AND (${by.classId ?? null}::text IS NULL OR f.class_id = ${livingClass(by.classId)})
            AND (${by.queueId ?? null}::text IS NULL OR f.queue_id = ${by.queueId ?? null})
          ORDER BY f.first_seen_at DESC, f.id DESC LIMIT ${limit}) f
        JOIN message_projection p ON p.message_row_id = f.id`,
  );
}
