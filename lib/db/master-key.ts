import type { Prisma, Sql } from "./connect";
import type { Keyring } from "./keyring";
import { rows, sql } from "./query";
import { putSettingOnce } from "./settings";

export const CURRENT_MASTER_KEY = "master-key-id";

/** The id of the master key under which new things are wrapped. The first process to start on a new database decides. */
export function currentMasterKeyId(db: Sql, keyring: Keyring): Promise<string> {
  return putSettingOnce(db, CURRENT_MASTER_KEY, keyring.held[0]);
}

/**
 * One row while this key is the current one, none after a rotation: `INSERT … SELECT … FROM` it wraps nothing under a key
 * that was given up, and a rotation under way waits for the transaction.
 */
export function whileCurrentSql(masterKeyId: string): Prisma.Sql {
  return sql`(SELECT 1 FROM setting WHERE key = ${CURRENT_MASTER_KEY} AND value = to_jsonb(${masterKeyId}::text) FOR SHARE) AS still_current`;
}

/** What is wrapped under one master key. */
export interface MasterKeyUse {
  readonly masterKeyId: string;
  readonly dataKeyCount: number;
  /** Whether the root secret is. */
  readonly hasRoot: boolean;
}

/** Every master key that something needs, most used first. */
export function masterKeyUses(db: Sql): Promise<MasterKeyUse[]> {
  return rows(
    db,
    sql`SELECT master_key_id, count(*) FILTER (WHERE NOT is_root)::int AS data_key_count, bool_or(is_root) AS has_root
        FROM (SELECT master_key_id, false AS is_root FROM data_key UNION ALL SELECT master_key_id, true FROM installation_secret) AS wrapped
        GROUP BY master_key_id ORDER BY 2 DESC, 1`,
  );
}

/**
 * What an operator is told when this process lacks the master key that the database works with, or one that something is
 * still wrapped under; undefined when it holds all of them.
 */
export async function masterKeyRefusal(db: Sql, keyring: Keyring): Promise<string | undefined> {
  const current = await currentMasterKeyId(db, keyring);
  const uses = await masterKeyUses(db);
  const holds = `This process holds ${keyring.held.join(", ")}`;
  if (!keyring.held.includes(current))
    return `${holds}, but this database is sealed under ${current} (${needs(uses, current)}): message bodies could not be read. Start with that key.`;
  const lacking = uses.filter(({ masterKeyId }) => !keyring.held.includes(masterKeyId));
  if (lacking.length === 0) return undefined;
  const list = lacking.map(({ masterKeyId }) => `${masterKeyId} (${needs(uses, masterKeyId)})`);
  return `${holds}, but not ${list.join(" and ")}: a rotation was not finished. Start with that key too, and finish it with dlo admin rotate-key.`;
}

function needs(uses: readonly MasterKeyUse[], masterKeyId: string): string {
  const use = uses.find((one) => one.masterKeyId === masterKeyId);
  if (!use) return "nothing is wrapped under it yet";
  const count = `${use.dataKeyCount} data ${use.dataKeyCount === 1 ? "key" : "keys"}`;
  return use.hasRoot
    ? `${count} and the installation's secret need it`
    : `${count} ${use.dataKeyCount === 1 ? "needs" : "need"} it`;
}
