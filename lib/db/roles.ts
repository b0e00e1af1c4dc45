import type { Capability } from "@/lib/core/access/capabilities";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface RoleRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly Capability[];
  readonly version: number;
}
const ROLE_COLUMNS = sql`id, name, description, capabilities, version`;

/** Roles of one's own, by name. */
export function listOwnRoles(db: Sql): Promise<RoleRow[]> {
  return rows<RoleRow>(db, sql`SELECT ${ROLE_COLUMNS} FROM role ORDER BY name`);
}
export function findOwnRole(db: Sql, id: string): Promise<RoleRow | undefined> {
  return firstRow<RoleRow>(db, sql`SELECT ${ROLE_COLUMNS} FROM role WHERE id = ${id}`);
}
/** The same, locked until the transaction ends. */
export function lockOwnRole(tx: Tx, id: string): Promise<RoleRow | undefined> {
  return firstRow<RoleRow>(tx, sql`SELECT ${ROLE_COLUMNS} FROM role WHERE id = ${id} FOR UPDATE`);
}
export function findRoleByName(db: Sql, name: string): Promise<RoleRow | undefined> {
  return firstRow<RoleRow>(db, sql`SELECT ${ROLE_COLUMNS} FROM role WHERE lower(name) = lower(${name})`);
}
export async function insertRole(tx: Tx, role: RoleRow): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO role (id, name, description, capabilities, version)
        VALUES (${role.id}, ${role.name}, ${role.description}, ${[...role.capabilities]}::text[], ${role.version})`,
  );
}
export async function updateRole(tx: Tx, role: RoleRow): Promise<void> {
  await execute(
    tx,
    sql`UPDATE role SET name = ${role.name}, description = ${role.description}, capabilities = ${[...role.capabilities]}::text[],
               version = ${role.version}, updated_at = dlo_now() WHERE id = ${role.id}`,
  );
}
export async function deleteRole(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`DELETE FROM role WHERE id = ${id}`);
}
/** How many grants of each role hold now. */
export function countGrants(db: Sql): Promise<{ role: string; count: number }[]> {
  return rows(
    db,
    sql`SELECT role, count(*)::int AS count FROM access_grant
        WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > dlo_now()) GROUP BY role`,
  );
}
