import type { Scope } from "@/lib/core/access/scope";
import { Conflict } from "@/lib/core/errors";
import type { Prisma, Sql } from "./connect";
import { execute, firstRow, noSql, rows, sql } from "./query";
import { inScopeSql } from "./scope";
import { accountWriteStops, type WriteStop } from "./settings";

export interface AccountRow {
  readonly id: string;
  readonly awsAccountId: string;
  readonly partition: string;
  readonly name: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly regions: string[];
  readonly readRoleArn: string | null;
  readonly inspectRoleArn: string | null;
  readonly operateRoleArn: string | null;
  readonly externalId: string;
  readonly isWritable: boolean;
  readonly polling: "on" | "listing";
  readonly source: "hand" | "file" | "organization";
  readonly defaultMode: "off" | "index";
  readonly createdAt: string;
}
export interface RegionStateRow {
  readonly region: string;
  readonly status: "ok" | "blind" | "unknown";
  readonly blindSince: string | null;
  readonly reason: string | null;
  readonly missingAction: string | null;
  readonly fix: string | null;
  readonly checkedAt: string | null;
  readonly seenAt: string | null;
  readonly queueCount: number;
}
export interface AccountView extends Omit<AccountRow, "regions"> {
  readonly regions: RegionStateRow[];
  readonly writesStopped: WriteStop | null;
}

const COLUMNS = sql`a.id, a.aws_account_id, a.partition, a.name, a.environment, a.is_production, a.regions, a.read_role_arn, a.inspect_role_arn,
  a.operate_role_arn, a.external_id, a.is_writable, a.polling, a.source, a.default_mode, a.created_at`;

/** Connected accounts by name, with the state of each of their Regions. */
export async function listAccounts(db: Sql, scope: Scope): Promise<AccountView[]> {
  return accountsWhere(db, inScopeSql(scope, sql`a.id`));
}

export async function getAccount(db: Sql, scope: Scope, id: string): Promise<AccountView | undefined> {
  return (await accountsWhere(db, sql`${inScopeSql(scope, sql`a.id`)} AND a.id = ${id}`))[0];
}

async function accountsWhere(db: Sql, condition: Prisma.Sql): Promise<AccountView[]> {
  const found = await rows<Omit<AccountRow, "regions"> & { states: RegionStateRow[] }>(
    db,
    sql`SELECT ${COLUMNS}, (
          SELECT coalesce(json_agg(json_build_object('region', r.region, 'status', coalesce(s.status, 'unknown'), 'blindSince', s.blind_since,
            'reason', s.reason, 'missingAction', s.missing_action, 'fix', s.fix, 'checkedAt', s.checked_at, 'seenAt', s.seen_at,
            'queueCount', (SELECT count(*)::int FROM queue q WHERE q.account_id = a.id AND q.region = r.region AND q.deleted_at IS NULL AND q.is_selected)) ORDER BY r.region), '[]')
          FROM unnest(a.regions) AS r(region) LEFT JOIN region_state s ON s.account_id = a.id AND s.region = r.region) AS states
        FROM account a WHERE a.removed_at IS NULL AND ${condition} ORDER BY a.name, a.id`,
  );
  const stops = await accountWriteStops(db);
  return found.map(({ states, ...account }) => ({
    ...account,
    regions: states.map((state) => ({
      ...state,
      blindSince: iso(state.blindSince),
      checkedAt: iso(state.checkedAt),
      seenAt: iso(state.seenAt),
    })),
    writesStopped: stops.get(account.id) ?? null,
  }));
}
const iso = (text: string | null) => (text === null ? null : new Date(text).toISOString());

/** The account as its worker needs it, or undefined when it was removed. */
export function findAccount(db: Sql, id: string): Promise<AccountRow | undefined> {
  return firstRow<AccountRow>(db, sql`SELECT ${COLUMNS} FROM account a WHERE a.id = ${id} AND a.removed_at IS NULL`);
}

/** Every connected account, by id. `locked`: nobody else changes one of them until the transaction ends. */
export function allAccounts(db: Sql, how: "locked" | "unlocked" = "unlocked"): Promise<AccountRow[]> {
  const lock = how === "locked" ? sql`FOR NO KEY UPDATE` : noSql;
  return rows<AccountRow>(db, sql`SELECT ${COLUMNS} FROM account a WHERE a.removed_at IS NULL ORDER BY a.id ${lock}`);
}

/** Every connected account × Region, for the pollers. */
export async function listTargets(db: Sql): Promise<{ account: AccountRow; region: string }[]> {
  const all = await rows<AccountRow>(
    db,
    sql`SELECT ${COLUMNS} FROM account a WHERE a.removed_at IS NULL ORDER BY a.id`,
  );
  return all.flatMap((account) => account.regions.map((region) => ({ account, region })));
}

export type AccountFields = Omit<AccountRow, "createdAt">;

/** Throws Conflict when this AWS account is connected, also when somebody else is just connecting it. */
export async function insertAccount(db: Sql, account: AccountFields, at: Date): Promise<void> {
  const added = await execute(
    db,
    sql`INSERT INTO account (id, aws_account_id, partition, name, environment, is_production, regions, read_role_arn, inspect_role_arn, operate_role_arn,
                             external_id, is_writable, polling, source, default_mode, created_at, updated_at)
        VALUES (${account.id}, ${account.awsAccountId}, ${account.partition}, ${account.name}, ${account.environment}, ${account.isProduction},
                ${account.regions}::text[], ${account.readRoleArn}, ${account.inspectRoleArn}, ${account.operateRoleArn}, ${account.externalId},
                ${account.isWritable}, ${account.polling}, ${account.source}, ${account.defaultMode}, ${at}, ${at})
        ON CONFLICT (partition, aws_account_id) WHERE removed_at IS NULL DO NOTHING`,
  );
  if (added === 0)
    throw new Conflict("already-exists", `Account ${account.awsAccountId} is connected already.`, {
      awsAccountId: account.awsAccountId,
    });
}

export async function updateAccount(db: Sql, account: AccountFields, at: Date): Promise<void> {
  await execute(
    db,
    sql`UPDATE account SET name = ${account.name}, environment = ${account.environment}, is_production = ${account.isProduction},
          regions = ${account.regions}::text[], read_role_arn = ${account.readRoleArn}, inspect_role_arn = ${account.inspectRoleArn},
          operate_role_arn = ${account.operateRoleArn}, is_writable = ${account.isWritable}, polling = ${account.polling}, source = ${account.source}, default_mode = ${account.defaultMode}, updated_at = ${at}
        WHERE id = ${account.id}`,
  );
}

export async function removeAccount(db: Sql, id: string, at: Date): Promise<void> {
  await execute(
    db,
    sql`UPDATE account SET removed_at = ${at}, updated_at = ${at} WHERE id = ${id} AND removed_at IS NULL`,
  );
}

/** Whether this AWS account is connected already (by another row than `exceptId`). */
export async function isConnected(db: Sql, awsAccountId: string, partition: string): Promise<boolean> {
  return Boolean(
    await firstRow(
      db,
      sql`SELECT 1 AS x FROM account WHERE aws_account_id = ${awsAccountId} AND partition = ${partition} AND removed_at IS NULL`,
    ),
  );
}

export interface Sight {
  readonly accountId: string;
  readonly region: string;
  readonly source: string;
}

/** Notes that we saw this Region. Clears blindness only for what made it blind, or when it was never known. */
export async function noteSeen(db: Sql, sight: Sight): Promise<boolean> {
  const changed = await execute(
    db,
    sql`INSERT INTO region_state (account_id, region, status, checked_at, seen_at, source)
        VALUES (${sight.accountId}, ${sight.region}, 'ok', dlo_now(), dlo_now(), ${sight.source})
        ON CONFLICT (account_id, region) DO UPDATE SET checked_at = dlo_now(), seen_at = dlo_now(), status = 'ok', source = EXCLUDED.source,
          blind_since = NULL, reason = NULL, missing_action = NULL, fix = NULL
        WHERE region_state.status <> 'blind' OR region_state.source = EXCLUDED.source`,
  );
  return changed === 1;
}

/**
 * Notes that we are blind here: since when is kept from the first time. What a scan finds after it is backlog, not new.
 * Returns whether it is news.
 */
export async function noteBlind(
  db: Sql,
  sight: Sight,
  why: { reason: string; missingAction: string | null; fix: string | null },
): Promise<boolean> {
  const before = await firstRow<{ status: string }>(
    db,
    sql`SELECT status FROM region_state WHERE account_id = ${sight.accountId} AND region = ${sight.region}`,
  );
  await execute(
    db,
    sql`INSERT INTO region_state (account_id, region, status, blind_since, reason, missing_action, fix, checked_at, source)
        VALUES (${sight.accountId}, ${sight.region}, 'blind', dlo_now(), ${why.reason}, ${why.missingAction}, ${why.fix}, dlo_now(), ${sight.source})
        ON CONFLICT (account_id, region) DO UPDATE SET status = 'blind', blind_since = coalesce(region_state.blind_since, dlo_now()),
          reason = EXCLUDED.reason, missing_action = EXCLUDED.missing_action, fix = EXCLUDED.fix, checked_at = dlo_now(), source = EXCLUDED.source`,
  );
  if (before?.status === "blind") return false;
  await execute(
    db,
    sql`UPDATE queue SET is_reread_as_backlog = true WHERE account_id = ${sight.accountId} AND region = ${sight.region} AND deleted_at IS NULL`,
  );
  return true;
}

export async function saveCapabilities(
  db: Sql,
  sight: Omit<Sight, "source">,
  capabilities: Record<string, string>,
): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO region_state (account_id, region, capabilities, checked_at) VALUES (${sight.accountId}, ${sight.region}, ${JSON.stringify(capabilities)}::jsonb, dlo_now())
        ON CONFLICT (account_id, region) DO UPDATE SET capabilities = EXCLUDED.capabilities`,
  );
}
