import { randomBytes } from "node:crypto";
import type { Sql } from "./connect";
import type { Keyring, Wrapped } from "./keyring";
import { currentMasterKeyId, whileCurrentSql } from "./master-key";
import { execute, firstRow, sql } from "./query";

export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}
interface DataKeyOwner {
  readonly id: string;
  readonly accountId: string;
}

/**
 * The queue's oldest data key that this process can open, made when there is none. A rotation of the master key leaves it
 * the same key. A new one is wrapped under the key that is current at this moment, whatever it was when the process began.
 */
export async function dataKeyOf(db: Sql, keyring: Keyring, queue: DataKeyOwner, newId: () => string): Promise<DataKey> {
  const known = await firstRow<Wrapped & { id: string }>(
    db,
    sql`SELECT id, master_key_id, nonce, wrapped FROM data_key
        WHERE queue_id = ${queue.id} AND master_key_id = ANY(${[...keyring.held]}::text[]) ORDER BY created_at, id LIMIT 1`,
  );
  return known ? { id: known.id, key: keyring.unwrap(known, known.id) } : makeDataKey(db, keyring, queue, newId());
}

async function makeDataKey(db: Sql, keyring: Keyring, queue: DataKeyOwner, id: string): Promise<DataKey> {
  const key = randomBytes(32);
  for (;;) {
    const current = await currentMasterKeyId(db, keyring);
    const { nonce, sealed } = keyring.wrap(current, key, id);
    const made = await execute(
      db,
      sql`INSERT INTO data_key (id, account_id, queue_id, master_key_id, nonce, wrapped)
          SELECT ${id}, ${queue.accountId}, ${queue.id}, ${current}, ${nonce}, ${sealed} FROM ${whileCurrentSql(current)}`,
    );
    if (made === 1) return { id, key };
  }
}
