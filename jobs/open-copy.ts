import { readFileSync } from "node:fs";
import { readMasterKey } from "@/lib/env";
import { openVaultCopy } from "@/lib/operations/vault/open-vault-copy";

/**
 * `DLO_MASTER_KEY=… node --import tsx jobs/open-copy.ts FILE`: prints the message in a second copy, as JSON. Nothing but the
 * file and the master key is needed: no database, no AWS.
 */
const [file] = process.argv.slice(2);
const masterKey = readMasterKey();
if (!file || !masterKey) {
  console.error("usage: DLO_MASTER_KEY=… node --import tsx jobs/open-copy.ts FILE");
  process.exit(2);
}
try {
  console.log(JSON.stringify(openVaultCopy(masterKey, readFileSync(file, "utf8")), null, 2));
} catch (error) {
  console.error(`open-copy: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
