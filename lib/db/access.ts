import type { LiveToken, TokenRights } from "@/lib/core/access/token-rights";
import type { Sql } from "./connect";
import { execute, firstRow, sql } from "./query";

const RIGHTS = sql`t.id, t.name, t.capabilities, t.selector, t.max_messages, u.id AS owner_id`;
const LIVE = sql`FROM api_token t JOIN app_user u ON u.id = t.user_id AND u.disabled_at IS NULL
  WHERE t.revoked_at IS NULL AND t.expires_at > dlo_now()`;

/** The token with this hash while it is neither revoked nor expired and its owner is there. */
export function findLiveToken(db: Sql, hash: string): Promise<LiveToken | undefined> {
  return firstRow<LiveToken>(
    db,
    sql`SELECT ${RIGHTS}, t.hash, u.email AS owner_email, t.last_used_at IS NULL OR t.last_used_at < dlo_now() - interval '1 minute' AS is_use_stale
        ${LIVE} AND t.hash = ${hash}`,
  );
}

/** The same by its id, without what only a sign-in needs. */
export function findTokenRights(db: Sql, id: string): Promise<TokenRights | undefined> {
  return firstRow<TokenRights>(db, sql`SELECT ${RIGHTS} ${LIVE} AND t.id = ${id}`);
}

/** A person who was not disabled. */
export function findLivingPerson(db: Sql, id: string): Promise<{ id: string; name: string } | undefined> {
  return firstRow(db, sql`SELECT id, name FROM app_user WHERE id = ${id} AND disabled_at IS NULL`);
}

export async function noteTokenUse(db: Sql, id: string): Promise<void> {
  await execute(db, sql`UPDATE api_token SET last_used_at = dlo_now() WHERE id = ${id}`);
}

/** Notes that somebody uses the session; how long ago that was decides whether it is idle. */
export async function noteSessionUse(db: Sql, id: string, at: Date): Promise<void> {
  await execute(db, sql`UPDATE session SET updated_at = ${at} WHERE id = ${id}`);
}

/** Ends the session everywhere: the next request with its cookie is nobody's. */
export async function endSession(db: Sql, id: string): Promise<void> {
  await execute(db, sql`DELETE FROM session WHERE id = ${id}`);
}

export async function hasUsers(db: Sql): Promise<boolean> {
  return (await firstRow(db, sql`SELECT 1 FROM app_user LIMIT 1`)) !== undefined;
}
