import { readFileSync } from "node:fs";
import { masterKeysFromEnv, readKeyEnv } from "@/lib/env";
import { openVaultCopy } from "@/lib/operations/vault/open-vault-copy";

/**
 * `DLO_MASTER_KEY=… node --import tsx jobs/open-copy.ts FILE`: prints the message in a second copy, as JSON. Nothing but the
 * file and the master key that it was made under is needed: no database, no AWS. DLO_MASTER_KEY_FILE will do too, and both
 * may hold several keys.
 */
const [file] = process.argv.slice(2);
try {
  const masterKeys = masterKeysFromEnv(readKeyEnv());
  if (!file || !masterKeys) {
    console.error("usage: DLO_MASTER_KEY=… node --import tsx jobs/open-copy.ts FILE");
    process.exit(2);
  }
  console.log(JSON.stringify(openVaultCopy(masterKeys, readFileSync(file, "utf8")), null, 2));
} catch (error) {
  console.error(`open-copy: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
