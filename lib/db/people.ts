import type { Capability } from "@/lib/core/access/capabilities";
import type { Selector } from "@/lib/core/access/selector";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  readonly disabledAt: string | null;
}
export function listUsers(db: Sql): Promise<UserRow[]> {
  return rows<UserRow>(db, sql`SELECT id, name, email, created_at, disabled_at FROM app_user ORDER BY created_at, id`);
}
export function findUser(db: Sql, id: string): Promise<UserRow | undefined> {
  return firstRow<UserRow>(db, sql`SELECT id, name, email, created_at, disabled_at FROM app_user WHERE id = ${id}`);
}
export function findUserByEmail(db: Sql, email: string): Promise<UserRow | undefined> {
  return firstRow<UserRow>(
    db,
    sql`SELECT id, name, email, created_at, disabled_at FROM app_user WHERE email = lower(${email})`,
  );
}

/** Adds a person who signs in with e-mail and password; the hash is in better-auth's form. */
export async function insertUser(
  tx: Tx,
  user: { id: string; accountRowId: string; name: string; email: string; passwordHash: string },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO app_user (id, name, email, email_verified) VALUES (${user.id}, ${user.name}, lower(${user.email}), false)`,
  );
  await execute(
    tx,
    sql`INSERT INTO auth_account (id, account_id, provider_id, user_id, password) VALUES (${user.accountRowId}, ${user.id}, 'credential', ${user.id}, ${user.passwordHash})`,
  );
}
export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly capabilities: readonly Capability[];
  readonly selector: Selector;
  readonly maxMessages: number | null;
  readonly userId: string;
  readonly ownerName: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}
const TOKENS = sql`SELECT t.id, t.name, t.hint, t.capabilities, t.selector, t.max_messages, t.user_id, u.name AS owner_name, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
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
  token: Pick<TokenRow, "id" | "name" | "hint" | "capabilities" | "selector" | "maxMessages" | "userId"> & {
    readonly hash: string;
    readonly expiresInDays: number;
  },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO api_token (id, name, hash, hint, user_id, capabilities, selector, max_messages, expires_at)
        VALUES (${token.id}, ${token.name}, ${token.hash}, ${token.hint}, ${token.userId}, ${[...token.capabilities]}::text[],
                ${JSON.stringify(token.selector)}::jsonb, ${token.maxMessages}, dlo_now() + make_interval(days => ${token.expiresInDays}))`,
  );
}
export async function revokeToken(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`UPDATE api_token SET revoked_at = dlo_now() WHERE id = ${id} AND revoked_at IS NULL`);
}
