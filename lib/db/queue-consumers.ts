import type { Sql } from "./connect";
import { execute, sql } from "./query";

/** Who polls a queue, as it was asked for this queue alone. */
export async function saveConsumers(
  db: Sql,
  id: string,
  consumers: readonly { readonly functionArn: string; readonly state: string }[],
): Promise<void> {
  await execute(db, sql`UPDATE queue SET consumers = ${JSON.stringify(consumers)}::jsonb WHERE id = ${id}`);
}

/**
 * Who polls the dead-letter queues of a place, or these queues, from the mappings that the inventory holds. Touches none
 * where functions and mappings are not read: there nobody knows.
 */
export async function saveConsumersFromMappings(
  db: Sql,
  which: { readonly accountId: string; readonly region: string } | { readonly queueIds: readonly string[] },
): Promise<void> {
  const wanted =
    "queueIds" in which
      ? sql`x.id = ANY(${[...which.queueIds]}::text[])`
      : sql`x.account_id = ${which.accountId} AND x.region = ${which.region}`;
  await execute(
    db,
    sql`UPDATE queue q SET consumers = found.list
        FROM (SELECT x.id, coalesce(jsonb_agg(jsonb_build_object('functionArn', m.config ->> 'functionArn',
                'state', coalesce(m.observed ->> 'state', CASE WHEN (m.config ->> 'isEnabled')::boolean THEN 'Enabled' ELSE 'Disabled' END)) ORDER BY m.config ->> 'functionArn')
                FILTER (WHERE m.id IS NOT NULL), '[]') AS list
              FROM queue x
              JOIN capability_state c ON c.account_id = x.account_id AND c.region = x.region AND c.feature = 'functions' AND c.state = 'ok' AND c.ok_at IS NOT NULL
              LEFT JOIN resource m ON m.kind = 'mapping' AND m.deleted_at IS NULL AND m.account_id = x.account_id AND m.region = x.region
                AND m.config ->> 'sourceArn' = x.arn
              WHERE ${wanted} AND x.deleted_at IS NULL AND x.is_dead_letter_queue GROUP BY x.id) found
        WHERE q.id = found.id AND q.consumers <> found.list`,
  );
}
