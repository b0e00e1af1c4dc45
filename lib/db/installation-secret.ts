import { randomBytes } from "node:crypto";
import type { Sql } from "./connect";
import type { Keyring, Wrapped } from "./keyring";
import { currentMasterKeyId, whileCurrentSql } from "./master-key";
import { execute, firstRow, sql } from "./query";

/** The one row's id, and the place that its secret is wrapped for. */
export const ROOT = "root";

/**
 * Reads the installation's root secret into the keyring. The first process to start makes it; of two that start at once both
 * get the same. Throws when it does not open, as when it was changed or moved.
 */
export async function unlock(db: Sql, keyring: Keyring): Promise<void> {
  const kept = (await findRoot(db)) ?? (await makeRoot(db, keyring));
  keyring.unlock(openRoot(keyring, kept));
}

function openRoot(keyring: Keyring, kept: Wrapped): Buffer {
  try {
    return keyring.unwrap(kept, ROOT);
  } catch (error) {
    throw new Error(
      `The installation's secret does not open under ${kept.masterKeyId}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function findRoot(db: Sql): Promise<Wrapped | undefined> {
  return firstRow(db, sql`SELECT master_key_id, nonce, wrapped FROM installation_secret WHERE id = ${ROOT}`);
}

async function makeRoot(db: Sql, keyring: Keyring): Promise<Wrapped> {
  const secret = randomBytes(32);
  for (;;) {
    const current = await currentMasterKeyId(db, keyring);
    const { nonce, sealed } = keyring.wrap(current, secret, ROOT);
    await execute(
      db,
      sql`INSERT INTO installation_secret (id, master_key_id, nonce, wrapped)
          SELECT ${ROOT}, ${current}, ${nonce}, ${sealed} FROM ${whileCurrentSql(current)} ON CONFLICT (id) DO NOTHING`,
    );
    const kept = await findRoot(db);
    if (kept) return kept;
  }
}
