import type { Sql, Tx } from "./connect";
import type { Place } from "./ensure-classes";
import { execute, firstRow, sql } from "./query";

/** The fields of a message to look for, as JSON text. */
export interface Projection {
  readonly messageRowId: string;
  readonly body: string | null;
  readonly attributes: string;
}

/** Keeps what can be looked for of messages that were just kept; repeating it adds nothing. */
export async function insertProjections(tx: Tx, place: Place, projections: readonly Projection[]): Promise<void> {
  if (projections.length === 0) return;
  const column = <K extends keyof Projection>(key: K) => projections.map((projection) => projection[key]);
  await execute(
    tx,
    sql`INSERT INTO message_projection (message_row_id, body, attributes, account_id, queue_id)
        SELECT p.id, p.body::jsonb, p.attributes::jsonb, ${place.accountId}, ${place.queueId}
        FROM unnest(${column("messageRowId")}::text[], ${column("body")}::text[], ${column("attributes")}::text[]) AS p(id, body, attributes)
        ON CONFLICT DO NOTHING`,
  );
}

/** The text attributes of a message as they were kept, cut and masked. */
export async function getKeptAttributes(db: Sql, messageRowId: string): Promise<Record<string, string>> {
  const row = await firstRow<{ attributes: Record<string, string> }>(
    db,
    sql`SELECT attributes FROM message_projection WHERE message_row_id = ${messageRowId}`,
  );
  return row?.attributes ?? {};
}

/** The fields of a message as they were kept, cut and masked; undefined where nothing of it may be looked for. */
export function getProjection(
  db: Sql,
  messageRowId: string,
): Promise<{ readonly body: string | null; readonly attributes: Record<string, string> } | undefined> {
  return firstRow(
    db,
    sql`SELECT body::text AS body, attributes FROM message_projection WHERE message_row_id = ${messageRowId}`,
  );
}
