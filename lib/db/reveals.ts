import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface NewReveal {
  readonly id: string;
  readonly accountId: string;
  readonly messageRowId: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly reason: string;
  readonly minutes: number;
}
export interface RevealRow {
  readonly id: string;
  readonly messageRowId: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly reason: string;
  readonly at: string;
  readonly until: string;
  readonly endedAt: string | null;
  readonly isLive: boolean;
}
const COLUMNS = sql`r.id, r.message_row_id, r.actor_id, r.actor_name, r.reason, r.at, r.until, r.ended_at,
  r.ended_at IS NULL AND r.until > dlo_now() AS is_live`;

/** Lets one person see the masked values of one message, from now on for so many minutes. */
export async function insertReveal(tx: Tx, reveal: NewReveal): Promise<RevealRow> {
  const row = await firstRow<RevealRow>(
    tx,
    sql`INSERT INTO message_reveal AS r (id, account_id, message_row_id, actor_id, actor_name, reason, at, until)
        SELECT ${reveal.id}, ${reveal.accountId}, ${reveal.messageRowId}, ${reveal.actorId}, ${reveal.actorName}, ${reveal.reason}, n.at, n.at + make_interval(mins => ${reveal.minutes})
        FROM (SELECT dlo_now() AS at) n RETURNING ${COLUMNS}`,
  );
  if (!row) throw new Error("a reveal without a row");
  return row;
}

/** The reveal by which this person sees the message now; the one that lasts longest. */
export function findLiveReveal(
  db: Sql,
  { messageRowId, actorId }: Pick<RevealRow, "messageRowId" | "actorId">,
): Promise<RevealRow | undefined> {
  return firstRow<RevealRow>(
    db,
    sql`SELECT ${COLUMNS} FROM message_reveal r WHERE r.message_row_id = ${messageRowId} AND r.actor_id = ${actorId}
          AND r.ended_at IS NULL AND r.until > dlo_now() ORDER BY r.until DESC LIMIT 1`,
  );
}

/** Ends all that this person sees of the message, at once; how many were live. */
export function endReveals(
  tx: Tx,
  { messageRowId, actorId }: Pick<RevealRow, "messageRowId" | "actorId">,
): Promise<number> {
  return execute(
    tx,
    sql`UPDATE message_reveal SET ended_at = dlo_now() WHERE message_row_id = ${messageRowId} AND actor_id = ${actorId}
          AND ended_at IS NULL AND until > dlo_now()`,
  );
}

/** Who saw the masked values of a message, newest first. */
export function listReveals(db: Sql, messageRowId: string, limit: number): Promise<RevealRow[]> {
  return rows<RevealRow>(
    db,
    sql`SELECT ${COLUMNS} FROM message_reveal r WHERE r.message_row_id = ${messageRowId} ORDER BY r.at DESC, r.id DESC LIMIT ${limit}`,
  );
}

/** Whether the vault has an original of the message: it may have one where the index has none. */
export async function hasVaultCopy(db: Sql, messageRowId: string): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 AS found FROM vault_item WHERE message_row_id = ${messageRowId} LIMIT 1`,
  );
  return found !== undefined;
}
