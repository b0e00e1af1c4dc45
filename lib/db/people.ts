import type { Role } from "@/lib/core/access/capabilities";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: string;
}
export function listUsers(db: Sql): Promise<UserRow[]> {
  return rows<UserRow>(db, sql`SELECT id, name, email, role, created_at FROM app_user ORDER BY created_at, id`);
}
export function findUser(db: Sql, id: string): Promise<UserRow | undefined> {
  return firstRow<UserRow>(db, sql`SELECT id, name, email, role, created_at FROM app_user WHERE id = ${id}`);
}
export function findUserByEmail(db: Sql, email: string): Promise<UserRow | undefined> {
  return firstRow<UserRow>(
    db,
    sql`SELECT id, name, email, role, created_at FROM app_user WHERE email = lower(${email})`,
  );
}

/** Adds a person who signs in with e-mail and password; the hash is in better-auth's form. */
export async function insertUser(
  tx: Tx,
  user: { id: string; accountRowId: string; name: string; email: string; role: Role; passwordHash: string },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO app_user (id, name, email, email_verified, role) VALUES (${user.id}, ${user.name}, lower(${user.email}), false, ${user.role})`,
  );
  await execute(
    tx,
    sql`INSERT INTO auth_account (id, account_id, provider_id, user_id, password) VALUES (${user.accountRowId}, ${user.id}, 'credential', ${user.id}, ${user.passwordHash})`,
  );
}
/** Locks the people who are admins, so that two changes at once cannot leave none. */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT id FROM app_user WHERE role = 'admin' ORDER BY id FOR UPDATE`,
  );
  return found.map((row) => row.id);
}
export async function setRole(tx: Tx, id: string, role: Role): Promise<void> {
  await execute(tx, sql`UPDATE app_user SET role = ${role}, updated_at = dlo_now() WHERE id = ${id}`);
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly role: Role;
  readonly userId: string;
  readonly ownerName: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}
const TOKENS = sql`SELECT t.id, t.name, t.hint, t.role, t.user_id, u.name AS owner_name, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
  FROM api_token t JOIN app_user u ON u.id = t.user_id`;
export function listTokens(db: Sql, ownerId: string | null): Promise<TokenRow[]> {
  return rows<TokenRow>(
    db,
    sql`${TOKENS} WHERE ${ownerId}::text IS NULL OR t.user_id = ${ownerId} ORDER BY t.created_at DESC`,
  );
}
export function findToken(db: Sql, id: string): Promise<TokenRow | undefined> {
  return firstRow<TokenRow>(db, sql`${TOKENS} WHERE t.id = ${id}`);
}
export async function insertToken(
  tx: Tx,
  token: { id: string; name: string; hash: string; hint: string; userId: string; role: Role; expiresInDays: number },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO api_token (id, name, hash, hint, user_id, role, expires_at)
        VALUES (${token.id}, ${token.name}, ${token.hash}, ${token.hint}, ${token.userId}, ${token.role}, dlo_now() + make_interval(days => ${token.expiresInDays}))`,
  );
}
export async function revokeToken(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`UPDATE api_token SET revoked_at = dlo_now() WHERE id = ${id} AND revoked_at IS NULL`);
}

/** The role in which an actor may act right now: none once a token was revoked or has expired. */
export async function currentRole(db: Sql, actorId: string): Promise<Role | undefined> {
  const row = await firstRow<{ role: Role }>(
    db,
    sql`SELECT u.role FROM app_user u WHERE u.id = ${actorId}
        UNION ALL SELECT CASE WHEN u.role = 'viewer' OR t.role = 'viewer' THEN 'viewer' WHEN u.role = 'operator' OR t.role = 'operator' THEN 'operator' ELSE 'admin' END
        FROM api_token t JOIN app_user u ON u.id = t.user_id WHERE t.id = ${actorId} AND t.revoked_at IS NULL AND t.expires_at > dlo_now()`,
  );
  return row?.role;
}
