import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** Nobody else connects or changes an account until the transaction ends: what is free now stays free. */
export async function lockAccounts(tx: Tx): Promise<void> {
  await execute(tx, sql`LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE`);
}

/** Our ids of those of these AWS accounts that are connected, by number. */
export async function findConnected(
  db: Sql,
  partition: string,
  awsAccountIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await rows<{ awsAccountId: string; id: string }>(
    db,
    sql`SELECT aws_account_id, id FROM account
        WHERE partition = ${partition} AND aws_account_id = ANY(${[...awsAccountIds]}::text[]) AND removed_at IS NULL`,
  );
  return new Map(found.map((row) => [row.awsAccountId, row.id]));
}

/** Ids of connected accounts of the scope among these. */
export async function accountsInScope(db: Sql, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT id FROM account WHERE id = ANY(${[...ids]}::text[]) AND removed_at IS NULL AND ${inScopeSql(scope, sql`id`)}`,
  );
  return new Set(found.map((row) => row.id));
}

/** Counters and settings are read from now on; returns the ids of the accounts for which that is new. */
export async function startReadingCounters(tx: Tx, ids: readonly string[], at: Date): Promise<string[]> {
  const started = await rows<{ id: string }>(
    tx,
    sql`UPDATE account SET polling = 'on', updated_at = ${at}
        WHERE id = ANY(${[...ids]}::text[]) AND polling = 'listing' AND removed_at IS NULL RETURNING id`,
  );
  return started.map((row) => row.id);
}
