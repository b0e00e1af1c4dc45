import type { Role } from "@/lib/core/access/capabilities";
import type { Sql } from "./connect";
import { execute, firstRow, sql } from "./query";

export interface LiveToken {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly role: Role;
  readonly ownerId: string;
  readonly ownerRole: Role;
  readonly ownerEmail: string;
  /** Whether a minute has passed since its use was last noted. */
  readonly isUseStale: boolean;
}

/** The token with this hash while it is neither revoked nor expired, with what its owner may do now. */
export function findLiveToken(db: Sql, hash: string): Promise<LiveToken | undefined> {
  return firstRow<LiveToken>(
    db,
    sql`SELECT t.id, t.name, t.hash, t.role, u.id AS owner_id, u.role AS owner_role, u.email AS owner_email,
               t.last_used_at IS NULL OR t.last_used_at < dlo_now() - interval '1 minute' AS is_use_stale
        FROM api_token t JOIN app_user u ON u.id = t.user_id
        WHERE t.hash = ${hash} AND t.revoked_at IS NULL AND t.expires_at > dlo_now()`,
  );
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
