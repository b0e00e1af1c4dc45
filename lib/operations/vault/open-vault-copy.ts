import { openCopy } from "@/lib/db/copy-envelope";
import { openKeyring } from "@/lib/db/keyring";

/** The message in a second copy, opened with nothing but these master keys; throws with the reason when it does not open. */
export function openVaultCopy(masterKeys: string, text: string) {
  const { envelope, whole } = openCopy(openKeyring(masterKeys), text);
  const { vaultItemId, queueArn, messageId, drainedAt } = envelope;
  return { vaultItemId, queueArn, messageId, drainedAt, ...whole };
}
