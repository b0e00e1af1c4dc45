import type { Sql } from "./connect";
import type { Keyring } from "./keyring";
import { putSettingOnce } from "./settings";

/**
 * What an operator is told when this process holds another master key than the one the database's bodies are sealed
 * under; undefined when it is the same. The first process to start decides which it is.
 */
export async function masterKeyRefusal(db: Sql, keyring: Keyring): Promise<string | undefined> {
  const inUse = await putSettingOnce(db, "master-key-id", keyring.masterKeyId);
  if (inUse === keyring.masterKeyId) return undefined;
  return `DLO_MASTER_KEY is the key ${keyring.masterKeyId}, but this database is sealed under ${inUse}: message bodies could not be read. Start with that key.`;
}
