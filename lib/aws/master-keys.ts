import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { AwsCredentialIdentity } from "@smithy/types";
import { type DloError, Forbidden, Invalid, Unavailable } from "@/lib/core/errors";
import { Wire } from "./clients";
import { factsOf, kindOf } from "./error-facts";
import { checkLoopback } from "./loopback";

export interface KmsPlace {
  readonly region: string;
  /** Instead of AWS's own address: a simulator or an emulator. */
  readonly endpoint?: string | undefined;
  /** Refuses any endpoint that is not on this machine. */
  readonly requireLoopback: boolean;
  /** AWS's standard chain when absent. */
  readonly credentials?: AwsCredentialIdentity;
}

/** Master keys as KMS keeps them: it holds none, it seals each under a key of its own. */
export interface SealedMasterKeys {
  /** A new key and what only KMS can open it from, both base64. */
  make(kmsKeyId: string): Promise<{ readonly key: string; readonly sealed: string }>;
  /** The key, base64, that `make` sealed. */
  open(sealed: string): Promise<string>;
  close(): void;
}

/** Bound to what KMS seals: nothing that was sealed for another purpose opens as a master key. */
const EncryptionContext = { dlo: "master-key" };

/** KMS in one Region, asked with this process's own credentials. */
export function sealedMasterKeysOf(place: KmsPlace): SealedMasterKeys {
  if (place.requireLoopback) checkLoopback(place.endpoint);
  const { region, credentials } = place;
  const wire = new Wire(place.endpoint);
  const client = new KMSClient(wire.config(region, credentials && (async () => credentials), 3));
  const asking = <T>(action: string, ask: () => Promise<T>) =>
    ask().catch((error) => {
      throw failure(error, action, region);
    });
  return {
    async make(KeyId) {
      const made = await asking("kms:GenerateDataKey", () =>
        client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext })),
      );
      return { key: inBase64(made.Plaintext), sealed: inBase64(made.CiphertextBlob) };
    },
    async open(sealed) {
      const CiphertextBlob = Buffer.from(sealed, "base64");
      const opened = await asking("kms:Decrypt", () =>
        client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
      );
      return inBase64(opened.Plaintext);
    },
    close: () => {
      client.destroy();
      wire.close();
    },
  };
}

const inBase64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("base64");

function failure(error: unknown, action: string, region: string): DloError {
  const facts = factsOf(error);
  const kind = kindOf(facts);
  const name = facts.names[0] ?? "no answer";
  if (kind === "denied" || kind === "bad-credentials")
    return new Forbidden("aws-denied", `KMS in ${region} refused ${action}: ${facts.message || name}`, {
      action,
      fix: `Allow ${action} on the KMS key to this process's own identity, with the encryption context dlo = master-key.`,
    });
  if (kind === "refused" || kind === "not-found")
    return new Invalid(
      `KMS in ${region} cannot do ${action} (${name}${facts.message ? `: ${facts.message}` : ""}): was this made by dlo admin new-key, under a key of this Region?`,
    );
  return new Unavailable("aws-unavailable", `KMS in ${region} gave no answer to ${action} (${name}).`, {
    action,
    retryable: true,
  });
}
