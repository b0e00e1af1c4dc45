import { randomBytes } from "node:crypto";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export async function getSetting<T>(db: Sql, key: string): Promise<T | undefined> {
  return (await firstRow<{ value: T }>(db, sql`SELECT value FROM setting WHERE key = ${key}`))?.value;
}

/** When it was set last and by whom, by name where it is known; undefined where nobody set it. */
export function settingChange(db: Sql, key: string): Promise<{ at: string; byName: string | null } | undefined> {
  return firstRow(
    db,
    sql`SELECT s.updated_at AS at, coalesce(u.name, s.updated_by) AS by_name FROM setting s LEFT JOIN app_user u ON u.id = s.updated_by
        WHERE s.key = ${key} AND s.updated_by IS NOT NULL`,
  );
}

/** The value, locked until the transaction ends: two requests that depend on it take turns. */
export async function lockSetting<T>(tx: Tx, key: string): Promise<T | undefined> {
  return (await firstRow<{ value: T }>(tx, sql`SELECT value FROM setting WHERE key = ${key} FOR UPDATE`))?.value;
}

export async function putSetting(db: Sql, key: string, value: unknown, by: string | null = null): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO setting (key, value, updated_at, updated_by) VALUES (${key}, ${JSON.stringify(value)}::jsonb, dlo_now(), ${by})
        ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by`,
  );
}

/** Sets the value unless the key has one; returns the value that stands. Two processes starting at once agree. */
export async function putSettingOnce<T>(db: Sql, key: string, value: T): Promise<T> {
  await execute(
    db,
    sql`INSERT INTO setting (key, value) VALUES (${key}, ${JSON.stringify(value)}::jsonb) ON CONFLICT (key) DO NOTHING`,
  );
  return (await getSetting<T>(db, key)) ?? value;
}

/** The ExternalId that all accounts connected in bulk share. Made once, here, because the owner of a role must not choose it. */
export function installationExternalId(db: Sql): Promise<string> {
  return putSettingOnce(db, "installation-external-id", `dlo-${randomBytes(16).toString("hex")}`);
}

export interface WriteStop {
  readonly at: string;
  readonly by: string;
}
const writesKey = (accountId: string | null) => `writes-stopped:${accountId ?? "everywhere"}`;

export async function setWriteStop(
  db: Sql,
  accountId: string | null,
  stop: WriteStop | null,
  by: string,
): Promise<void> {
  await putSetting(db, writesKey(accountId), stop, by);
}

/** The stop that holds for this account: its own or the one for everywhere. */
export async function writeStopFor(db: Sql, accountId: string | null): Promise<WriteStop | null> {
  const keys = [writesKey(null), ...(accountId ? [writesKey(accountId)] : [])];
  const found = await rows<{ value: WriteStop | null }>(
    db,
    sql`SELECT value FROM setting WHERE key = ANY(${keys}::text[]) AND value <> 'null'::jsonb ORDER BY key DESC`,
  );
  return found[0]?.value ?? null;
}

/** Account id → stop, for lists; `everywhere` under null is not included. */
export async function accountWriteStops(db: Sql): Promise<Map<string, WriteStop>> {
  const found = await rows<{ key: string; value: WriteStop }>(
    db,
    sql`SELECT key, value FROM setting WHERE key LIKE 'writes-stopped:acc%' AND value <> 'null'::jsonb`,
  );
  return new Map(found.map((row) => [row.key.slice("writes-stopped:".length), row.value]));
}
