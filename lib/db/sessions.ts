import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}
interface Limits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** The sessions of a person that still open something, last used first. Tokens stay where they are. */
export function listSessions(db: Sql, userId: string, { idleSeconds, absoluteSeconds }: Limits): Promise<SessionRow[]> {
  return rows<SessionRow>(
    db,
    sql`SELECT s.id, s.user_id, u.name AS user_name, s.created_at, s.updated_at AS used_at, nullif(s.ip_address, '') AS ip, nullif(s.user_agent, '') AS user_agent
        FROM session s JOIN app_user u ON u.id = s.user_id
        WHERE s.user_id = ${userId} AND s.updated_at > dlo_now() - make_interval(secs => ${idleSeconds})
          AND s.created_at > dlo_now() - make_interval(secs => ${absoluteSeconds})
        ORDER BY s.updated_at DESC, s.id LIMIT 200`,
  );
}
export function findSession(db: Sql, id: string): Promise<{ userId: string } | undefined> {
  return firstRow(db, sql`SELECT user_id FROM session WHERE id = ${id}`);
}
/** Ends all sessions of these people but one; returns how many. */
export function endSessionsOf(tx: Tx, userIds: readonly string[], exceptId: string | null = null): Promise<number> {
  return execute(
    tx,
    sql`DELETE FROM session WHERE user_id = ANY(${[...userIds]}::text[]) AND (${exceptId}::text IS NULL OR id <> ${exceptId})`,
  );
}

/** Keeps a person out: no session and no token of theirs opens anything after this commits. */
export async function disablePerson(tx: Tx, userId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE app_user SET disabled_at = coalesce(disabled_at, dlo_now()), updated_at = dlo_now() WHERE id = ${userId}`,
  );
  await execute(tx, sql`UPDATE api_token SET revoked_at = dlo_now() WHERE user_id = ${userId} AND revoked_at IS NULL`);
  await execute(tx, sql`DELETE FROM sign_in_link WHERE user_id = ${userId}`);
  await endSessionsOf(tx, [userId]);
}
export async function enablePerson(tx: Tx, userId: string): Promise<void> {
  await execute(tx, sql`UPDATE app_user SET disabled_at = NULL, updated_at = dlo_now() WHERE id = ${userId}`);
}

export async function passwordHashOf(db: Sql, userId: string): Promise<string | undefined> {
  const row = await firstRow<{ password: string }>(
    db,
    sql`SELECT password FROM auth_account WHERE user_id = ${userId} AND provider_id = 'credential' AND password IS NOT NULL`,
  );
  return row?.password;
}

/** Gives a person this password instead of any other, in the form in which sign-in looks for it. */
export async function putPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO auth_account (id, account_id, provider_id, user_id, password, created_at, updated_at)
        VALUES (${`${userId}-password`}, ${userId}, 'credential', ${userId}, ${passwordHash}, dlo_now(), dlo_now())
        ON CONFLICT (id) DO UPDATE SET password = EXCLUDED.password, updated_at = EXCLUDED.updated_at`,
  );
}
