import { openCopy } from "@/lib/db/copy-envelope";
import { openKeyring } from "@/lib/db/keyring";

/** The message in a second copy, opened with nothing but the master key; throws with the reason when it does not open. */
export function openVaultCopy(masterKeyBase64: string, text: string) {
  const { envelope, whole } = openCopy(openKeyring(masterKeyBase64), text);
  const { vaultItemId, queueArn, messageId, drainedAt } = envelope;
  return { vaultItemId, queueArn, messageId, drainedAt, ...whole };
}
